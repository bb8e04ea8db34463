namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Writes files so that a reader, or a kill at any moment, finds the old content or the new one and never a part. It does not wait for the disk: a sandbox
/// need not outlive a power failure, and waiting would cost more than everything else that the API does.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file that only its owner can read.</summary>
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(content);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
