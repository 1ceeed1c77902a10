using Ramus.Fuzz;
using Ramus.Fuzz.Running;

if (Options.Parse(args, Console.Error) is not { } options)
{
    return 2;
}

if (options.Input is not null)
{
    return Replay.Run(options);
}

return options.IsWorker ? Worker.Run(options) : await Supervisor.RunAsync(options);
