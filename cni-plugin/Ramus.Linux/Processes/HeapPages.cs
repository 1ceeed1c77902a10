using System.Runtime.CompilerServices;

namespace Ramus.Linux.Processes;

/// <summary>
/// The pages of memory in which a process of milliseconds allocates its objects. The first use of each page costs a
/// page fault. On virtual machines without their own page tables in hardware, the page faults of an ADD take longer
/// than its work.
/// </summary>
public static unsafe class HeapPages
{
    private const nuint PageBytes = 4096;

    // The collector reserves its heap in regions of this size, aligned to it.
    private const nuint RegionBytes = 4 << 20;

    /// <summary>
    /// Requests the pages of the next objects from the kernel at once. Changes nothing on a kernel before 5.14.
    /// </summary>
    /// <param name="bytes">The expected size of these objects; further ones cost page faults.</param>
    public static void Prepare(int bytes)
    {
        var newest = new object();
        var start = (*(nuint*)Unsafe.AsPointer(ref newest) + PageBytes) & ~(PageBytes - 1);
        var region = (start + RegionBytes - 1) & ~(RegionBytes - 1);
        var length = nuint.Min((nuint)bytes, region - start);

        // The collector makes its reserved pages accessible step by step; these steps find the pages accessible.
        if (length > 0 && Libc.mprotect(start, length, Libc.PROT_READ | Libc.PROT_WRITE) == 0)
        {
            _ = Libc.madvise(start, length, Libc.MADV_POPULATE_WRITE);
        }
    }
}
