using System.Reflection;
using System.Reflection.Emit;

namespace Pullback.Reference.Tests;

/// <summary>Which methods a method calls, by itself and through methods of its own assembly or another, read from their compiled code.</summary>
internal static class CalledMethods
{
    private static readonly Dictionary<int, OpCode> Instructions = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    public static IReadOnlyCollection<MethodBase> From(MethodBase start, Assembly entered)
    {
        HashSet<MethodBase> found = [];
        Stack<MethodBase> open = new([start]);
        while (open.TryPop(out MethodBase? method))
        {
            foreach (MethodBase called in Called(method))
            {
                Assembly? home = called.DeclaringType?.Assembly;
                if ((home == entered || home == start.DeclaringType!.Assembly) && found.Add(called))
                {
                    open.Push(called);
                }
            }
        }
        return found;
    }

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        int at = 0;
        while (at < code.Length)
        {
            // Codes of two bytes begin with 0xFE.
            int value = code[at] == 0xFE ? (code[at] << 8) | code[at + 1] : code[at];
            OpCode instruction = Instructions[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(
                    BitConverter.ToInt32(code, at),
                    method.DeclaringType!.GetGenericArguments(),
                    method is MethodInfo ? method.GetGenericArguments() : null
                )!;
            }
            at += OperandSize(instruction.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] code, int at) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
            _ => 4,
        };
}
