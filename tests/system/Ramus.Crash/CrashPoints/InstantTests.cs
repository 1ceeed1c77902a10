namespace Ramus.Crash.CrashPoints;

public sealed class InstantTests
{
    [Fact]
    public void There_are_more_than_enough_and_none_is_listed_twice()
    {
        foreach (var instants in new[] { Instants.OfAdd, Instants.OfDelete, Instants.OfUndo })
        {
            instants.ShouldBeUnique();
            instants.Length.ShouldBeGreaterThan(40);
        }
    }
}
