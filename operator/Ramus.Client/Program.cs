using Ramus.Client;

return await ClientProgram.RunAsync(args);
