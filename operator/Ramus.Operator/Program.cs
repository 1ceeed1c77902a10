using Ramus.Operator.Hosting;

return await OperatorProgram.RunAsync(args);
