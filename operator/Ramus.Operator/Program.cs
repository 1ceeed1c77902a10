using Ramus.Operator;

return await OperatorProgram.RunAsync(args);
