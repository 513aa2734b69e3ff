using Digits;
using Spectre.Console;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, interruption) =>
{
    // The first Ctrl-C asks training to stop and report; a second one ends the program at once.
    interruption.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

IAnsiConsole console = Console.IsOutputRedirected ? PlainConsole.Create(Console.Out) : AnsiConsole.Console;
return Application.Run(args, console, Console.Error, stop.Token);
