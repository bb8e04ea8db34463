// https://www.pulumi.com/registry/packages/cloudflare/api-docs/managedtransforms/
namespace Pulumi.Cloudflare
{
    [CloudflareResourceType("cloudflare:index/managedTransforms:ManagedTransforms")]
    public class ManagedTransforms : CustomResource
    {
        public ManagedTransforms(string name, ManagedTransformsArgs args, CustomResourceOptions? options = null)
            : base(
                "cloudflare:index/managedTransforms:ManagedTransforms",
                name,
                args ?? new ManagedTransformsArgs(),
                CloudflarePackage.Options(options, formerType: "cloudflare:index/managedHeaders:ManagedHeaders")
            ) { }

        [Output("managedRequestHeaders")]
        public Output<ImmutableArray<Outputs.ManagedTransformsManagedRequestHeader>> ManagedRequestHeaders { get; private set; } = null!;

        [Output("managedResponseHeaders")]
        public Output<ImmutableArray<Outputs.ManagedTransformsManagedResponseHeader>> ManagedResponseHeaders { get; private set; } = null!;

        [Output("zoneId")]
        public Output<string> ZoneId { get; private set; } = null!;
    }

    public sealed class ManagedTransformsArgs : ResourceArgs
    {
        [Input("managedRequestHeaders", required: true)]
        private InputList<Inputs.ManagedTransformsManagedRequestHeaderArgs>? _managedRequestHeaders;
        public InputList<Inputs.ManagedTransformsManagedRequestHeaderArgs> ManagedRequestHeaders
        {
            get => _managedRequestHeaders ??= new();
            set => _managedRequestHeaders = value;
        }

        [Input("managedResponseHeaders", required: true)]
        private InputList<Inputs.ManagedTransformsManagedResponseHeaderArgs>? _managedResponseHeaders;
        public InputList<Inputs.ManagedTransformsManagedResponseHeaderArgs> ManagedResponseHeaders
        {
            get => _managedResponseHeaders ??= new();
            set => _managedResponseHeaders = value;
        }

        [Input("zoneId", required: true)]
        public Input<string> ZoneId { get; set; } = null!;

        public static new ManagedTransformsArgs Empty => new();
    }
}

namespace Pulumi.Cloudflare.Inputs
{
    public sealed class ManagedTransformsManagedRequestHeaderArgs : ResourceArgs
    {
        [Input("enabled", required: true)]
        public Input<bool> Enabled { get; set; } = null!;

        [Input("id", required: true)]
        public Input<string> Id { get; set; } = null!;

        public static new ManagedTransformsManagedRequestHeaderArgs Empty => new();
    }

    public sealed class ManagedTransformsManagedResponseHeaderArgs : ResourceArgs
    {
        [Input("enabled", required: true)]
        public Input<bool> Enabled { get; set; } = null!;

        [Input("id", required: true)]
        public Input<string> Id { get; set; } = null!;

        public static new ManagedTransformsManagedResponseHeaderArgs Empty => new();
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class ManagedTransformsManagedRequestHeader
    {
        private ManagedTransformsManagedRequestHeader() { }

        public readonly bool Enabled;
        public readonly string Id;
    }

    [OutputType]
    public sealed class ManagedTransformsManagedResponseHeader
    {
        private ManagedTransformsManagedResponseHeader() { }

        public readonly bool Enabled;
        public readonly string Id;
    }
}
