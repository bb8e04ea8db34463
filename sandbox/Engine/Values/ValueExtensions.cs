using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>Queries and copies of property values in wire format.</summary>
internal static class ValueExtensions
{
    extension(Value value)
    {
        public bool IsSecret => Markers.SignatureOf(value) == Markers.SecretSignature;

        public bool IsUnknown => value.KindCase == Value.KindOneofCase.StringValue && value.StringValue == Markers.UnknownText;

        public bool IsNull => value.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None;

        public bool IsText => value.KindCase == Value.KindOneofCase.StringValue && !value.IsUnknown;

        public bool IsList => value.KindCase == Value.KindOneofCase.ListValue;

        /// <summary>Whether it is a property map, not a struct with a signature.</summary>
        public bool IsMap => value.KindCase == Value.KindOneofCase.StructValue && Markers.SignatureOf(value) is null;

        /// <summary>The value inside a secret, or the value itself; one level deep.</summary>
        public Value Element => value.IsSecret ? value.StructValue.Fields.GetValueOrDefault("value") ?? Value.ForNull() : value;

        /// <summary>A deep copy without secret markers.</summary>
        public Value Plain() =>
            value.KindCase switch
            {
                _ when value.IsSecret => value.Element.Plain(),
                Value.KindOneofCase.StructValue => Value.ForStruct(value.StructValue.Plain()),
                Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(item => item.Plain())]),
                _ => value,
            };

        public bool ContainsUnknown() =>
            value.KindCase switch
            {
                Value.KindOneofCase.StringValue => value.IsUnknown,
                Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(field => field.ContainsUnknown()),
                Value.KindOneofCase.ListValue => value.ListValue.Values.Any(item => item.ContainsUnknown()),
                _ => false,
            };

        public bool ContainsAsset() =>
            Markers.SignatureOf(value) is Markers.AssetSignature or Markers.ArchiveSignature
            || value.KindCase switch
            {
                Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(field => field.ContainsAsset()),
                Value.KindOneofCase.ListValue => value.ListValue.Values.Any(item => item.ContainsAsset()),
                _ => false,
            };

        public bool ContainsSecret() =>
            value.IsSecret
            || value.KindCase switch
            {
                Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(field => field.ContainsSecret()),
                Value.KindOneofCase.ListValue => value.ListValue.Values.Any(item => item.ContainsSecret()),
                _ => false,
            };
    }

    extension(Struct properties)
    {
        public Struct Plain() => properties.Select(value => value.Plain());

        public Struct Select(Func<Value, Value> change)
        {
            var result = new Struct();
            foreach (var (key, value) in properties.Fields)
            {
                result.Fields[key] = change(value);
            }

            return result;
        }

        public bool ContainsUnknown() => properties.Fields.Values.Any(value => value.ContainsUnknown());

        /// <summary>A property's text, without its secret marker; null when absent, null or not text.</summary>
        public string? Text(string key) =>
            properties.Fields.TryGetValue(key, out var value) && value.Element.IsText ? value.Element.StringValue : null;

        public double? Number(string key) =>
            properties.Fields.TryGetValue(key, out var value) && value.Element.KindCase == Value.KindOneofCase.NumberValue
                ? value.Element.NumberValue
                : null;

        public bool? Flag(string key) =>
            properties.Fields.TryGetValue(key, out var value) && value.Element.KindCase == Value.KindOneofCase.BoolValue
                ? value.Element.BoolValue
                : null;
    }
}
