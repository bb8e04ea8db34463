using Pulumi;
using Pulumi.Random;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Engine.Refusals;

/// <summary>Faulty Pulumi programs.</summary>
internal static class BadPrograms
{
    public static Task<int> RunAsync(string kind) =>
        kind switch
        {
            "good" => Deployment.RunAsync(() => Id("a")),
            "throws" => Deployment.RunAsync(
                (Action)(
                    () =>
                    {
                        Id("a");
                        throw new InvalidOperationException("program broke");
                    }
                )
            ),
            "exits-0" => ExitAsync(0),
            "exits-3" => ExitAsync(3),
            "exits-0-at-work" => Deployment.RunAsync(() =>
                Id("b")
                    .Hex.Apply(_ =>
                    {
                        Id("c");
                        Environment.Exit(0);
                        return 0;
                    })
            ),
            "hangs" => Deployment.RunAsync(async () =>
            {
                Id("a");
                await Task.Delay(Timeout.Infinite);
            }),
            "waits" => WaitAsync(),
            "no-pulumi" => Task.FromResult(0),
            _ => throw new ArgumentException(kind),
        };

    private static RandomId Id(string name) => new(name, new RandomIdArgs { ByteLength = 4 });

    /// <summary>Registers everything and waits for the engine; forever, if a command's host does not answer.</summary>
    private static Task<int> WaitAsync() =>
        Deployment.RunAsync(() =>
        {
            Id("a");
            Console.WriteLine("waiting");
            _ = new Pulumi.Command.Remote.Command(
                "c",
                new Pulumi.Command.Remote.CommandArgs
                {
                    Create = "true",
                    Connection = new Pulumi.Command.Remote.Inputs.ConnectionArgs
                    {
                        Host = "127.0.0.1",
                        Port = 1,
                        DialErrorLimit = -1,
                    },
                }
            );
        });

    private static Task<int> ExitAsync(int code) =>
        Deployment.RunAsync(async () =>
        {
            await OutputUtilities.GetValueAsync(Id("b").Hex);
            Environment.Exit(code);
        });
}
