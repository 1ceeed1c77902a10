using Ramus.Linux.Files;

namespace Ramus.Linux.Namespaces;

/// <summary>
/// An open network namespace. It stays the same namespace when its path is removed or reused meanwhile.
/// </summary>
public sealed class OpenedNamespace : IDisposable
{
    private int fd;

    private OpenedNamespace(int fd, string path)
    {
        this.fd = fd;
        Path = path;
    }

    /// <summary>The path by which it was opened.</summary>
    public string Path { get; }

    internal int Fd => fd;

    /// <summary>Opens the namespace at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The path cannot be opened.</exception>
    public static OpenedNamespace Open(string path)
    {
        // Non-blocking: if the path is a named pipe, the plugin must not wait for a writer.
        var fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        return fd >= 0 ? new OpenedNamespace(fd, path) : throw PosixFile.Failure("open", path);
    }

    /// <inheritdoc/>
    public void Dispose() => OpenedFile.Close(ref fd);

    /// <summary>
    /// Runs <paramref name="action"/> with the calling thread in the namespace. The action must not wait for other
    /// threads, which stay in the process's own namespace.
    /// </summary>
    /// <exception cref="IOException">The path is not a network namespace, or it cannot be entered.</exception>
    public T Run<T>(Func<T> action)
    {
        using var own = Open(NetworkNamespace.Own);
        if (Libc.setns(Fd, Libc.CLONE_NEWNET) < 0)
        {
            throw PosixFile.Failure("enter", Path);
        }

        try
        {
            return action();
        }
        finally
        {
            if (Libc.setns(own.Fd, Libc.CLONE_NEWNET) < 0)
            {
                // Delegates inherit the thread's namespace: they would mistake the pod for the node.
                Environment.FailFast(PosixFile.Failure("leave", Path).Message);
            }
        }
    }

    /// <summary>As <see cref="Run{T}"/>, without a result.</summary>
    /// <exception cref="IOException">The path is not a network namespace, or it cannot be entered.</exception>
    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });
}
