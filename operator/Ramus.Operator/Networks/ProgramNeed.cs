namespace Ramus.Operator.Networks;

/// <summary>A program that every node of a network needs: role "interface" or "ipam".</summary>
internal sealed record ProgramNeed(string Type, string Role);
