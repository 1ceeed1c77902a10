using System.Text;
using Ramus.Client;
using Ramus.Client.Output;

if (OperatingSystem.IsWindows())
{
    // As on every other system: a console of Windows has an old code page by default.
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}

Console.SetOut(new VisibleWriter(Console.Out));

return await ClientProgram.RunAsync(args);
