using Spectre.Console;

namespace Digits;

/// <summary>A console for files and pipes: no colours, no cursor, no progress bar.</summary>
internal static class PlainConsole
{
    private const int Width = 140;

    public static IAnsiConsole Create(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = Width;
        return console;
    }
}
