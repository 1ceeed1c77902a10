using Ramus.Contract.NodeDisk;

namespace Ramus.Node.Publishing;

/// <summary>A report that waits to be published.</summary>
internal sealed record SpooledReport(string FileName, StatusReport Report, DateTimeOffset WrittenAt);
