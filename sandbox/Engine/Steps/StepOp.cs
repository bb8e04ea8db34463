namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The kinds of step, in the order of the summary.</summary>
internal enum StepOp
{
    Same,
    Create,
    Update,
    Delete,
    Replace,
    CreateReplacement,
    DeleteReplaced,
    Refresh,
    Import,
}

/// <summary>The names and signs of the kinds of step.</summary>
internal static class StepOps
{
    public static string Name(this StepOp op) =>
        op switch
        {
            StepOp.CreateReplacement => "create-replacement",
            StepOp.DeleteReplaced => "delete-replaced",
            _ => op.ToString().ToLowerInvariant(),
        };

    public static string Prefix(this StepOp op) =>
        op switch
        {
            StepOp.Create => "+ ",
            StepOp.Delete => "- ",
            StepOp.Update or StepOp.Refresh => "~ ",
            StepOp.Replace => "+-",
            StepOp.CreateReplacement => "++",
            StepOp.DeleteReplaced => "--",
            StepOp.Import => "= ",
            _ => "  ",
        };

    /// <summary>A row's text while the step runs.</summary>
    public static string Doing(this StepOp op) =>
        op switch
        {
            StepOp.Create => "creating",
            StepOp.Update => "updating",
            StepOp.Delete => "deleting",
            StepOp.Replace => "replacing",
            StepOp.CreateReplacement => "creating replacement",
            StepOp.DeleteReplaced => "deleting original",
            StepOp.Refresh => "refreshing",
            StepOp.Import => "importing",
            _ => "",
        };

    /// <summary>A row's text when the step is done.</summary>
    public static string Done(this StepOp op) =>
        op switch
        {
            StepOp.Create => "created",
            StepOp.Update => "updated",
            StepOp.Delete => "deleted",
            StepOp.Replace => "replaced",
            StepOp.CreateReplacement => "created replacement",
            StepOp.DeleteReplaced => "deleted original",
            StepOp.Refresh => "refresh",
            StepOp.Import => "imported",
            _ => "",
        };

    public static string Failed(this StepOp op) =>
        op switch
        {
            StepOp.Same => "failed",
            StepOp.CreateReplacement => "creating failed",
            StepOp.DeleteReplaced => "deleting failed",
            _ => $"{op.Doing()} failed",
        };

    /// <summary>A row's text in a preview.</summary>
    public static string Planned(this StepOp op) =>
        op switch
        {
            StepOp.Same => "",
            StepOp.CreateReplacement => "create replacement",
            StepOp.DeleteReplaced => "delete original",
            StepOp.Refresh => "refreshing",
            _ => op.Name(),
        };

    /// <summary>A row's text at the end of a preview.</summary>
    public static string PlannedAtEnd(this StepOp op) =>
        op switch
        {
            StepOp.CreateReplacement or StepOp.DeleteReplaced => "replace",
            StepOp.Refresh => "refresh",
            _ => op.Planned(),
        };

    /// <summary>The summary's text.</summary>
    public static string PastTense(this StepOp op) =>
        op switch
        {
            StepOp.Delete => "deleted",
            StepOp.Import => "imported",
            StepOp.Refresh => "refreshed",
            _ => op.Name() + "d",
        };

    public static bool IsReplacement(this StepOp op) => op is StepOp.Replace or StepOp.CreateReplacement or StepOp.DeleteReplaced;
}
