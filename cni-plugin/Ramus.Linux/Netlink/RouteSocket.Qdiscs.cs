namespace Ramus.Linux.Netlink;

public sealed partial class RouteSocket
{
    /// <summary>The queue of an interface; null when it has none.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public Qdisc? RootQdisc(int index)
    {
        Qdisc? found = null;
        NetlinkSocket.Receiver receive = (type, body) =>
        {
            if (type == MessageType.NewQdisc)
            {
                found = QdiscMessage.Read(body);
            }

            return false;
        };
        socket.Exchange(
            QdiscMessage.FindRoot(index), $"find the queue of interface {index}", receive, expected: Libc.ENOENT);
        return found;
    }

    /// <summary>Limits what an interface sends.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the bucket is too small.</exception>
    public void AddQdisc(int index, TokenBucket bucket) => socket.Exchange(
        QdiscMessage.Add(index, bucket), $"limit the rate of interface {index} to {bucket.Rate} bytes/s", Nothing);

    /// <summary>Removes the queue of an interface; false when it has none that can be removed.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public bool RemoveQdisc(int index) =>
        Remove(QdiscMessage.RemoveRoot(index), $"remove the queue of interface {index}");

    /// <summary>
    /// Sends all packets that an interface receives through another interface; a failure leaves nothing.
    /// </summary>
    /// <exception cref="NetlinkException">
    /// The kernel refuses, for example because received packets are filtered already.
    /// </exception>
    public void Redirect(int index, int target)
    {
        socket.Exchange(
            QdiscMessage.AddIngress(index), $"add a queue for the packets that interface {index} receives", Nothing);
        try
        {
            socket.Exchange(
                FilterMessage.RedirectAll(index, target),
                $"redirect the packets that interface {index} receives to interface {target}",
                Nothing);
        }
        catch (NetlinkException)
        {
            RemoveRedirect(index);
            throw;
        }
    }

    /// <summary>Undoes <see cref="Redirect"/>; false when there is nothing to undo.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public bool RemoveRedirect(int index) => Remove(
        QdiscMessage.RemoveIngress(index), $"remove the queue for the packets that interface {index} receives");

    private bool Remove(NetlinkRequest removal, string action)
    {
        try
        {
            socket.Exchange(removal, action, Nothing);
            return true;
        }
        catch (NetlinkException failure) when (failure.IsMissing)
        {
            return false;
        }
    }
}
