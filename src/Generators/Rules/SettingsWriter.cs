using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes what changes and shows the settings of a record: <c>With</c>, one <c>WithX</c> where null or a function could be meant, <c>ToString</c>.</summary>
internal static class SettingsWriter
{
    private const string Degree = "MaxDegreeOfParallelism";

    public static void Write(
        SourceWriter writer,
        DeclaredType type,
        EquatableArray<SettingModel> settings,
        EquatableArray<string> ownMembers
    )
    {
        List<SettingModel> settable = [.. settings.Where(setting => setting.CanBeSet)];
        // A member called field is no mistake; the compiler asks which of the two is meant.
        bool hasField = ownMembers.Has("field") && settings.Any(setting => setting.Bound is not null);
        if (hasField)
        {
            writer.Line("#pragma warning disable CS9258");
        }
        foreach (SettingModel setting in settings.Where(setting => setting.Bound is not null))
        {
            WriteBounded(writer, setting);
        }
        if (hasField)
        {
            writer.Line("#pragma warning restore CS9258").Line();
        }
        foreach (SettingModel setting in settings.Where(setting => setting.Origin is not null))
        {
            WriteExposed(writer, setting);
        }
        Func<string, bool> isFree = name => !ownMembers.Has(name) && settings.All(setting => setting.Name != name);
        if (!ownMembers.Has(Degree))
        {
            string field = EmittedMembers.Free("_maxDegreeOfParallelism", isFree);
            writer
                .Line(
                    "/// <summary>How many threads a step may use; 0, the default, chooses by size. Results do not depend on it.</summary>"
                )
                .Line($"public int {Degree}");
            using (writer.Block())
            {
                writer
                    .Line($"get => {field};")
                    .Line($"init => {field} = (int){RuleNames.Optimizers}Require.NotNegative(value, nameof({Degree}));");
            }
            writer.Line().Line($"private readonly int {field};").Line();
            settable.Add(
                new SettingModel(Degree, "int", IsSchedule: false, IsReference: false, IsNullable: false, CanBeSet: true)
            );
        }
        if (!ownMembers.Has("With"))
        {
            WriteWith(writer, type, settable);
        }
        foreach (
            SettingModel setting in settable.Where(setting =>
                (setting.IsReference || setting.IsNullable) && isFree("With" + setting.Name)
            )
        )
        {
            WriteWithOne(writer, type, setting);
        }
        if (!ownMembers.Has("ToString"))
        {
            WriteToString(writer, type, settings);
        }
    }

    private static void WriteBounded(SourceWriter writer, SettingModel setting)
    {
        string name = Literals.Identifier(setting.Name);
        string cast = setting.Type == "int" ? "(int)" : string.Empty;
        // A bound that does not fit the type is reported by the analyzer; the property exists, so that one mistake is one error.
        string value =
            setting.Bound!.Length == 0 ? "value" : $"{cast}{RuleNames.Optimizers}Require.{setting.Bound}(value, nameof({name}))";
        writer.Line($"{setting.Header} {name}");
        using (writer.Block())
        {
            writer.Lines(
                setting.Accessors.Select(accessor =>
                    accessor.EndsWith("get", StringComparison.Ordinal)
                        ? $"{accessor} => field;"
                        : $"{accessor} => field = {value};"
                )
            );
        }
        writer.Line();
    }

    private static void WriteExposed(SourceWriter writer, SettingModel setting)
    {
        string name = Literals.Identifier(setting.Name);
        string nullable = setting.IsNullable ? "?" : string.Empty;
        string first = Literals.Identifier(setting.Owners[0]);
        writer.Line($"/// <inheritdoc cref=\"{setting.Origin}.{name}\"/>").Line($"public {setting.Type}{nullable} {name}");
        using (writer.Block())
        {
            writer.Line($"get => {first}.{name};");
            if (setting.Owners.Count == 1)
            {
                writer.Line($"init => {first} = {first} with {{ {name} = value }};");
            }
            else
            {
                using (writer.Block("init"))
                {
                    foreach (string owner in setting.Owners.Select(Literals.Identifier))
                    {
                        writer.Line($"{owner} = {owner} with {{ {name} = value }};");
                    }
                }
            }
        }
        writer.Line();
    }

    private static void WriteWith(SourceWriter writer, DeclaredType type, List<SettingModel> settable)
    {
        var names = new LaneNames([]);
        List<string> parameters = [.. settable.Select(setting => names.Claim(RuleNames.Camel(setting.Name)))];
        writer.Line(
            "/// <summary>A copy with other settings; those that are not given stay as they are. A state can be used with the copy.</summary>"
        );
        for (int i = 0; i < settable.Count; i++)
        {
            writer.Line(
                $"/// <param name=\"{parameters[i].TrimStart('@')}\">The new <see cref=\"{Literals.Identifier(settable[i].Name)}\"/>.</param>"
            );
        }
        writer
            .Line("/// <returns>The copy.</returns>")
            .Line(
                "/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A setting is out of its bound.</exception>"
            );
        bool isExposing = settable.Any(setting => setting.Origin is not null);
        ArgumentList.Write(
            writer,
            $"public {type.Name} With",
            settable.Select((setting, i) => $"{setting.Type}? {parameters[i]} = null"),
            isExposing ? string.Empty : " =>"
        );
        if (isExposing)
        {
            WriteWithExposed(writer, type, settable, parameters, names.Claim("copy"));
        }
        else
        {
            using (writer.Indent())
            {
                writer.Line("this with");
                WriteInitializer(writer, settable, parameters);
            }
        }
        writer.Line();
    }

    /// <summary>
    /// An exposed setting may be one of several rules, which need not agree on it, and may be computed from others: what is not given must not even be set to what it is.
    /// </summary>
    private static void WriteWithExposed(
        SourceWriter writer,
        DeclaredType type,
        List<SettingModel> settable,
        List<string> parameters,
        string copy
    )
    {
        using (writer.Block())
        {
            writer.Line($"{type.Name} {copy} = this with");
            WriteInitializer(writer, settable, parameters);
            for (int i = 0; i < settable.Count; i++)
            {
                SettingModel setting = settable[i];
                if (setting.Origin is not null)
                {
                    string value = parameters[i] + (setting.IsReference ? string.Empty : ".Value");
                    using (writer.Block($"if ({parameters[i]} is not null)"))
                    {
                        writer.Line($"{copy} = {copy} with {{ {Literals.Identifier(setting.Name)} = {value} }};");
                    }
                }
            }
            writer.Line($"return {copy};");
        }
    }

    private static void WriteInitializer(SourceWriter writer, List<SettingModel> settable, List<string> parameters)
    {
        using (writer.Block(end: ";"))
        {
            for (int i = 0; i < settable.Count; i++)
            {
                if (settable[i].Origin is null)
                {
                    string name = Literals.Identifier(settable[i].Name);
                    writer.Line($"{name} = {parameters[i]} ?? this.{name},");
                }
            }
        }
    }

    private static void WriteWithOne(SourceWriter writer, DeclaredType type, SettingModel setting)
    {
        string nullable = setting.IsNullable ? "?" : string.Empty;
        WriteWithOne(writer, type, setting, setting.Type + nullable, "value", "The new value.");
        if (setting.IsSchedule)
        {
            // F# converts a number or a function to the parameter of a method, but to a schedule only through one of these.
            WriteWithOne(writer, type, setting, "double", "value", "The new value, the same at every step.");
            WriteWithOne(
                writer,
                type,
                setting,
                "global::System.Func<long, double>",
                $"{RuleNames.Optimizers}Schedule.FromFunc(value)",
                "The new value as a function of the step, counted from 0."
            );
        }
    }

    private static void WriteWithOne(
        SourceWriter writer,
        DeclaredType type,
        SettingModel setting,
        string parameterType,
        string value,
        string text
    )
    {
        writer
            .Line($"/// <summary>A copy with another <see cref=\"{Literals.Identifier(setting.Name)}\"/>.</summary>")
            .Line($"/// <param name=\"value\">{text}</param>")
            .Line("/// <returns>The copy.</returns>")
            .Line(
                $"public {type.Name} With{setting.Name}({parameterType} value) => this with {{ {Literals.Identifier(setting.Name)} = {value} }};"
            )
            .Line();
    }

    private static void WriteToString(SourceWriter writer, DeclaredType type, EquatableArray<SettingModel> settings)
    {
        string name = type.Name.TrimStart('@');
        string parts = string.Join(", ", settings.Select(setting => $"{RuleNames.Camel(setting.Name)}: {{{Shown(setting)}}}"));
        writer
            .Line("/// <summary>The name and the settings.</summary>")
            .Line("/// <returns>The text, the same in every culture.</returns>")
            .Line("public override string ToString() =>");
        using (writer.Indent())
        {
            writer.Line(
                settings.Count == 0
                    ? $"{Literals.String(name)};"
                    : $"string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $\"{name}({parts})\");"
            );
        }
        writer.Line();
    }

    /// <summary>What stands in the text for a setting; a call with a dynamic argument can't be made with what interpolates.</summary>
    private static string Shown(SettingModel setting) =>
        (setting.Type == "dynamic" ? "(object?)" : string.Empty) + Literals.Identifier(setting.Name);
}
