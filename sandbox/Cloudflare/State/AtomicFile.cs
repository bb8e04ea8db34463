namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Replaces files atomically: readers, and a crash of the process, never see a partial file. It skips fsync, which would cost more than
/// all else that the API does; a sandbox need not survive a power failure.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file that only its owner can read.</summary>
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        using (
            var file = new FileStream(
                temporary,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        {
            file.Write(content);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
