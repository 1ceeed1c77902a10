using Ramus.Linux.Files;

namespace Ramus.Linux.Namespaces;

/// <summary>
/// An open network namespace. It stays the same namespace when its path is removed or reused meanwhile.
/// </summary>
public sealed class OpenedNamespace : IDisposable
{
    private static OpenedNamespace? own;

    // Where Run has taken this thread; null: in the process's own namespace.
    [ThreadStatic]
    private static OpenedNamespace? entered;

    private int fd;
    private ulong inode;

    private OpenedNamespace(int fd, string path)
    {
        this.fd = fd;
        Path = path;
    }

    /// <summary>The path by which it was opened.</summary>
    public string Path { get; }

    /// <summary>
    /// The namespace of the calling thread. It stays open until the process ends, or until the caller of the
    /// surrounding <see cref="Run{T}"/> disposes it.
    /// </summary>
    /// <exception cref="IOException">The process's own namespace cannot be opened.</exception>
    public static OpenedNamespace Current
    {
        get
        {
            if ((entered ?? Volatile.Read(ref own)) is { } known)
            {
                return known;
            }

            var opened = Open(NetworkNamespace.Own);
            if (Interlocked.CompareExchange(ref own, opened, null) is not { } other)
            {
                return opened;
            }

            opened.Dispose();
            return other;
        }
    }

    internal int Fd => fd;

    /// <summary>The kind of the opened namespace.</summary>
    /// <exception cref="IOException">The process's own namespace cannot be opened.</exception>
    public NamespaceKind Kind => !NetworkNamespace.IsNetwork(fd) ? NamespaceKind.Missing
        : Inode() is not 0 and var found && found == Current.Inode() ? NamespaceKind.Own
        : NamespaceKind.Other;

    /// <summary>Opens the namespace at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The path cannot be opened.</exception>
    public static OpenedNamespace Open(string path) => TryOpen(path) ?? throw PosixFile.Failure("open", path);

    /// <summary>As <see cref="Open"/>; null when the path cannot be opened.</summary>
    public static OpenedNamespace? TryOpen(string path)
    {
        // Non-blocking: if the path is a named pipe, the plugin must not wait for a writer.
        var fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        return fd >= 0 ? new OpenedNamespace(fd, path) : null;
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
        var outer = Current;
        if (outer == this)
        {
            return action();
        }

        if (Libc.setns(Fd, Libc.CLONE_NEWNET) < 0)
        {
            throw PosixFile.Failure("enter", Path);
        }

        var before = entered;
        entered = this;
        try
        {
            return action();
        }
        finally
        {
            entered = before;
            if (Libc.setns(outer.Fd, Libc.CLONE_NEWNET) < 0)
            {
                // Delegates inherit the thread's namespace: they would mistake the pod for the node.
                Environment.FailFast(PosixFile.Failure("leave", Path).Message);
            }
        }
    }

    // All namespaces are inodes of one kernel file system: equal inode numbers mean the same namespace. 0: unknown.
    private ulong Inode() => inode == 0 ? inode = NetworkNamespace.Inode(fd) : inode;

    /// <summary>As <see cref="Run{T}"/>, without a result.</summary>
    /// <exception cref="IOException">The path is not a network namespace, or it cannot be entered.</exception>
    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });
}
