using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => RunUnderMocksAsync(mocks, options, Make<TStack>);

    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks,
        IServiceProvider serviceProvider,
        TestOptions? options = null
    )
        where TStack : Stack => RunUnderMocksAsync(mocks, options, () => Resolve<TStack>(serviceProvider));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        var (resources, _) = await TestAsync(
                testMocks,
                testOptions,
                () =>
                {
                    createResources();
                    return NoOutputs();
                }
            )
            .ConfigureAwait(false);
        return resources;
    }

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(
                testMocks,
                testOptions,
                async () =>
                {
                    await createResources().ConfigureAwait(false);
                    return NoOutputs();
                }
            )
            .ConfigureAwait(false);
        return resources;
    }

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<IDictionary<string, object?>> createResources
    ) => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<Task<IDictionary<string, object?>>> createResources
    )
    {
        IDictionary<string, object?> outputs = NoOutputs();
        var resources = await RunUnderMocksAsync(
                testMocks,
                testOptions,
                () =>
                    new TestStack(() =>
                    {
                        // Here and not later, because the test's resources belong to the stack's constructor.
                        outputs = createResources().GetAwaiter().GetResult();
                    })
            )
            .ConfigureAwait(false);
        return ([.. resources.Where(resource => resource is not TestStack)], outputs);
    }

    private static async Task<ImmutableArray<Resource>> RunUnderMocksAsync(IMocks mocks, TestOptions? options, Func<Stack> makeStack)
    {
        var monitor = new MockMonitor(mocks);
        var deployment = new Deployment(DeploymentSettings.FromTest(options), monitor);
        await deployment.RunAsync(makeStack, declaredOutputs: true).ConfigureAwait(false);
        return monitor.Errors switch
        {
            [] => monitor.Resources,
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(error => new RunException(error))),
        };
    }

    private sealed class TestStack : Stack
    {
        public TestStack(Action createResources) => createResources();
    }
}
