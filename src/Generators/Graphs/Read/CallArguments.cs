using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Graphs.Read;

/// <content>Arguments of calls.</content>
internal sealed partial class DefineReader
{
    /// <summary>The argument of the parameter with this ordinal; optional ones that are left out have their default there.</summary>
    private static IArgumentOperation? Argument(ImmutableArray<IArgumentOperation> arguments, int ordinal) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal);

    /// <summary>The receiver and the arguments of one call, evaluated once and in the order that they are written.</summary>
    private sealed class CallArguments
    {
        private readonly DefineReader _reader;
        private readonly Dictionary<int, (IArgumentOperation Argument, ReadValue Value)> _values = [];
        private readonly int _first;

        public CallArguments(IInvocationOperation call, DefineReader reader)
        {
            _reader = reader;
            // An extension method has its receiver as its first argument.
            _first = call.Instance is null ? 1 : 0;
            ReadValue? receiver = call.Instance is { } instance ? reader.Evaluate(instance) : null;
            foreach (IArgumentOperation argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter)
                {
                    _values[parameter.Ordinal - _first] = (argument, reader.Evaluate(argument.Value));
                }
            }
            Receiver = receiver ?? (_values.TryGetValue(-1, out var first) ? first.Value : UnknownValue.Instance);
        }

        public ReadValue Receiver { get; }

        /// <summary>Whether an argument was asked for that is not known; it has been reported.</summary>
        public bool SawUnknown { get; private set; }

        public ReadValue this[int ordinal] => _values.TryGetValue(ordinal, out var found) ? found.Value : UnknownValue.Instance;

        public int? Int32(int ordinal) => Constant(ordinal) is int value ? value : null;

        public bool? Boolean(int ordinal) => Constant(ordinal) is bool value ? value : null;

        public double? Number(int ordinal) => Constant(ordinal) is double value ? value : null;

        public string? Text(int ordinal) => Constant(ordinal) as string;

        /// <summary>A text or null; <see cref="IsKnown"/> says whether null is meant.</summary>
        public string? OptionalText(int ordinal) => (this[ordinal] as ConstantValue)?.Value as string;

        public bool IsKnown(int ordinal) => this[ordinal] is ConstantValue || Constant(ordinal) is not null;

        /// <summary>The numbers of a <c>params double[]</c>.</summary>
        public List<double>? Numbers(int ordinal)
        {
            if (this[ordinal] is not SequenceValue sequence)
            {
                Refuse(ordinal);
                return null;
            }
            var numbers = new List<double>();
            foreach (ReadValue item in sequence.Items)
            {
                if (item is not ConstantValue { Value: double number })
                {
                    Refuse(ordinal);
                    return null;
                }
                numbers.Add(number);
            }
            return numbers;
        }

        /// <summary>Every argument, for the activations that are methods with named constants.</summary>
        public List<double>? AllNumbers()
        {
            var numbers = new List<double>();
            for (int ordinal = 0; _values.ContainsKey(ordinal); ordinal++)
            {
                if (Number(ordinal) is not double number)
                {
                    return null;
                }
                numbers.Add(number);
            }
            return numbers;
        }

        private object? Constant(int ordinal)
        {
            if (this[ordinal] is ConstantValue { Value: { } value })
            {
                return value;
            }
            Refuse(ordinal);
            return null;
        }

        private void Refuse(int ordinal)
        {
            SawUnknown = true;
            if (_values.TryGetValue(ordinal, out var found) && found.Value is not UnknownValue)
            {
                _reader.Refuse(GraphDiagnostics.NotConstant, found.Argument.Value);
            }
        }
    }
}
