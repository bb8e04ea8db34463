using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>Replaces a file atomically and durably: after a crash or a power failure it has either the old or the new contents.</summary>
internal static class DurableFile
{
    private const int ReadOnly = 0;

    /// <param name="file">The file; its directory must exist.</param>
    /// <param name="write">Writes the contents.</param>
    public static void Replace(string file, Action<Stream> write)
    {
        var beside = file + ".new";
        using (
            var stream = new FileStream(
                beside,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    BufferSize = 1 << 16,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>
    /// The rename is durable only after fsync of the directory, which .NET cannot open.
    /// https://man7.org/linux/man-pages/man2/fsync.2.html
    /// </summary>
    private static void SyncDirectory(string directory)
    {
        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException(new Win32Exception().Message);
        }

        var failed = Sync(descriptor) < 0 ? new Win32Exception().Message : null;
        _ = Close(descriptor);
        if (failed is not null)
        {
            throw new IOException(failed);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
