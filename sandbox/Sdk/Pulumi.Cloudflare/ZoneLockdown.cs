// https://www.pulumi.com/registry/packages/cloudflare/api-docs/zonelockdown/
namespace Pulumi.Cloudflare
{
    [CloudflareResourceType("cloudflare:index/zoneLockdown:ZoneLockdown")]
    public class ZoneLockdown : CustomResource
    {
        public ZoneLockdown(string name, ZoneLockdownArgs args, CustomResourceOptions? options = null)
            : base("cloudflare:index/zoneLockdown:ZoneLockdown", name, args ?? new ZoneLockdownArgs(), CloudflarePackage.Options(options))
        { }

        [Output("configurations")]
        public Output<ImmutableArray<Outputs.ZoneLockdownConfiguration>> Configurations { get; private set; } = null!;

        [Output("createdOn")]
        public Output<string> CreatedOn { get; private set; } = null!;

        [Output("description")]
        public Output<string?> Description { get; private set; } = null!;

        [Output("modifiedOn")]
        public Output<string> ModifiedOn { get; private set; } = null!;

        [Output("paused")]
        public Output<bool> Paused { get; private set; } = null!;

        [Output("priority")]
        public Output<double?> Priority { get; private set; } = null!;

        [Output("urls")]
        public Output<ImmutableArray<string>> Urls { get; private set; } = null!;

        [Output("zoneId")]
        public Output<string?> ZoneId { get; private set; } = null!;
    }

    public sealed class ZoneLockdownArgs : ResourceArgs
    {
        [Input("configurations", required: true)]
        private InputList<Inputs.ZoneLockdownConfigurationArgs>? _configurations;
        public InputList<Inputs.ZoneLockdownConfigurationArgs> Configurations
        {
            get => _configurations ??= new();
            set => _configurations = value;
        }

        [Input("description")]
        public Input<string>? Description { get; set; }

        [Input("paused")]
        public Input<bool>? Paused { get; set; }

        [Input("priority")]
        public Input<double>? Priority { get; set; }

        [Input("urls", required: true)]
        private InputList<string>? _urls;
        public InputList<string> Urls
        {
            get => _urls ??= new();
            set => _urls = value;
        }

        [Input("zoneId")]
        public Input<string>? ZoneId { get; set; }

        public static new ZoneLockdownArgs Empty => new();
    }
}

namespace Pulumi.Cloudflare.Inputs
{
    public sealed class ZoneLockdownConfigurationArgs : ResourceArgs
    {
        [Input("target")]
        public Input<string>? Target { get; set; }

        [Input("value")]
        public Input<string>? Value { get; set; }

        public static new ZoneLockdownConfigurationArgs Empty => new();
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class ZoneLockdownConfiguration
    {
        private ZoneLockdownConfiguration() { }

        public readonly string? Target;
        public readonly string? Value;
    }
}
