using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Counts steps and measures their duration.</summary>
internal sealed class StepCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StepOp, int> _counts = [];
    private readonly List<ResourceTiming> _timings = [];
    private readonly List<ResourceState> _created = [];

    public IReadOnlyDictionary<StepOp, int> ByOp
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<StepOp, int>(_counts);
            }
        }
    }

    public IReadOnlyList<ResourceTiming> Timings
    {
        get
        {
            lock (_lock)
            {
                return [.. _timings];
            }
        }
    }

    /// <summary>Whether anything but reads and unchanged resources was counted.</summary>
    public bool AnyChange => ByOp.Any(entry => entry.Value > 0 && entry.Key is not (StepOp.Same or StepOp.Refresh));

    /// <summary>The created resources, or in a preview those to create, in the program's order.</summary>
    public IReadOnlyList<ResourceState> Created
    {
        get
        {
            lock (_lock)
            {
                return [.. _created];
            }
        }
    }

    public void Count(ResourceStep step)
    {
        if (step is { Op: StepOp.Create, New: { } created })
        {
            lock (_lock)
            {
                _created.Add(created);
            }
        }

        if (step.Logical && !step.IsInternal)
        {
            lock (_lock)
            {
                _counts[step.Op] = _counts.GetValueOrDefault(step.Op) + 1;
            }
        }
    }

    public void Time(ResourceStep step, DateTime started, TimeSpan elapsed)
    {
        if (step.Resource.Custom && !step.Resource.IsProvider)
        {
            lock (_lock)
            {
                _timings.Add(new ResourceTiming(step.Urn, step.Resource.Name, step.Op.Name(), started, elapsed));
            }
        }
    }
}
