using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Pullback.Generators.Infrastructure;

/// <summary>Writes C# text line by line, with the indentation of the blocks that are open.</summary>
/// <remarks>
/// Line ends are always <c>\n</c>, so that the emitted files are the same on every system. Numbers go through <see cref="Literals"/>; nothing
/// here formats a value, hence no culture can leak in.
/// </remarks>
internal sealed class SourceWriter
{
    private const string IndentUnit = "    ";
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line, or several when the text has line breaks; each gets the current indentation.</summary>
    public SourceWriter Line(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r', ' ');
            if (trimmed.Length > 0)
            {
                for (int i = 0; i < _depth; i++)
                {
                    _text.Append(IndentUnit);
                }
                _text.Append(trimmed);
            }
            _text.Append('\n');
        }
        return this;
    }

    /// <summary>Writes an empty line.</summary>
    public SourceWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes a line for each text.</summary>
    public SourceWriter Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
        return this;
    }

    /// <summary>Writes the header and an opening brace; disposing the result writes the closing brace, followed by <paramref name="end"/>.</summary>
    public Scope Block(string? header = null, string end = "")
    {
        if (header is not null)
        {
            Line(header);
        }
        Line("{");
        _depth++;
        return new Scope(this, "}" + end);
    }

    /// <summary>Indents what follows, without braces, until the result is disposed.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    public override string ToString() => _text.ToString();

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);

    /// <summary>An open block: dispose it to close.</summary>
    internal readonly struct Scope(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
            {
                return;
            }
            writer._depth--;
            if (close is not null)
            {
                writer.Line(close);
            }
        }
    }
}
