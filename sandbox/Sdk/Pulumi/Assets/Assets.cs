namespace Pulumi;

/// <summary>A file or a file tree that the engine reads.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string property, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (Signature, Property, Value) = (signature, property, value);
    }

    internal string Signature { get; }

    internal string Property { get; }

    internal object Value { get; }
}

/// <summary>One file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string property, string value)
        : base(Serialization.Wire.Asset, property, value) { }
}

/// <summary>A file on the machine that runs the engine.</summary>
public sealed class FileAsset(string path) : Asset("path", path);

/// <summary>A file with the given text.</summary>
public sealed class StringAsset(string text) : Asset("text", text);

/// <summary>A file to download.</summary>
public sealed class RemoteAsset(string uri) : Asset("uri", uri);

/// <summary>A file tree.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string property, object value)
        : base(Serialization.Wire.Archive, property, value) { }
}

/// <summary>A folder or an archive file on the machine that runs the engine.</summary>
public sealed class FileArchive(string path) : Archive("path", path);

/// <summary>An archive file to download.</summary>
public sealed class RemoteArchive(string uri) : Archive("uri", uri);

/// <summary>A tree of named assets and archives.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive("assets", assets.ToImmutableDictionary());
