using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Serves the Node mirror's folder as static files, like nodejs.org/dist.</summary>
internal static class NodeMirrorServer
{
    /// <summary>Builds the server.</summary>
    public static WebApplication Build(string folder, IPEndPoint listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(listen));
        var app = builder.Build();
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                ContentTypeProvider = new FileExtensionContentTypeProvider(
                    new Dictionary<string, string>
                    {
                        [".gz"] = "application/gzip",
                        [".json"] = "application/json",
                        [".txt"] = "text/plain",
                    }
                ),
            }
        );
        return app;
    }
}
