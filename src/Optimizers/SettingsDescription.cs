using System.Globalization;

namespace Pullback.Optimizers;

/// <summary>The name and settings of a schedule, or of another value: equality and text of all schedules come from here, so that none can forget a setting.</summary>
internal readonly struct SettingsDescription(string name, params (string Name, object? Value)[] settings)
    : IEquatable<SettingsDescription>
{
    private readonly string _name = name;
    private readonly (string Name, object? Value)[] _settings = settings;

    public bool Equals(SettingsDescription other)
    {
        if (_name != other._name || _settings.Length != other._settings.Length)
        {
            return false;
        }

        for (int i = 0; i < _settings.Length; i++)
        {
            if (!Equals(_settings[i].Value, other._settings[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is SettingsDescription other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_name, StringComparer.Ordinal);
        foreach ((string _, object? value) in _settings)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        _name.Length == 0
            ? Text(_settings[0].Value)
            : $"{_name}({string.Join(", ", _settings.Select(s => $"{s.Name}: {Text(s.Value)}"))})";

    private static string Text(object? value) => value is null ? "none" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
