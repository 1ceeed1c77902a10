using Ramus.Client;
using Ramus.Client.Output;

Console.SetOut(new VisibleWriter(Console.Out));

return await ClientProgram.RunAsync(args);
