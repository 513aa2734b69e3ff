using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Plan;

/// <summary>
/// Lays the values of a program into one memory. A value's place is free again after its last reader, so that gradients lie where activations were, and
/// a loop writes over an operand that nobody needs afterwards.
/// </summary>
internal sealed class Planner
{
    private readonly Schedule _schedule;
    private readonly Step[] _steps;
    private readonly Dictionary<int, int> _columns = [];
    private readonly Dictionary<int, int> _lastReads = [];
    private readonly HashSet<int> _live = [];
    private readonly bool _reuse;
    private int _width;

    private Planner(Schedule schedule, bool reuse)
    {
        _schedule = schedule;
        _steps = [.. schedule.Steps];
        _reuse = reuse;
        for (int i = 0; i < _steps.Length; i++)
        {
            foreach (int read in _steps[i].Instructions.SelectMany(instruction => instruction.Reads))
            {
                _lastReads[read] = i;
            }
        }
    }

    /// <summary>Plans the memory.</summary>
    /// <param name="schedule">The calls, forward then backward.</param>
    /// <param name="reuse">Whether places are used again; without, each value has its own, which tests compare with.</param>
    public static MemoryPlan Plan(Schedule schedule, bool reuse = true)
    {
        var planner = new Planner(schedule, reuse);
        for (int i = 0; i < planner._steps.Length; i++)
        {
            planner.Place(i);
        }
        return new MemoryPlan(planner._columns, planner._width);
    }

    private void Place(int index)
    {
        Step step = _steps[index];
        HashSet<int> overwritten = [];
        foreach (int value in MemoryWrites(step).Where(value => !_columns.ContainsKey(value)))
        {
            int? operand = OperandToOverwrite(step, index, value, overwritten);
            if (operand is int given)
            {
                overwritten.Add(given);
                _live.Remove(given);
                _columns[value] = _columns[given];
            }
            else
            {
                _columns[value] = FirstGap(WidthOf(value));
            }
            _width = Math.Max(_width, _columns[value] + WidthOf(value));
            _live.Add(value);
        }
        ShareProduct(step);
        if (_reuse)
        {
            _live.RemoveWhere(value => !_lastReads.TryGetValue(value, out int last) || last <= index);
        }
    }

    /// <summary>What a step writes to working memory. A product that only its own epilogue reads is not among them: see <see cref="ShareProduct"/>.</summary>
    private IEnumerable<int> MemoryWrites(Step step)
    {
        IEnumerable<int> called = step.Call is null || _schedule.InPlaceProduct(step) is not null ? [] : step.Call.Writes;
        return called.Concat(step.Loop?.Stores ?? []).Where(IsInMemory);
    }

    private bool IsInMemory(int value) => _schedule.Program.Values[value].Storage == Storage.Memory;

    private void ShareProduct(Step step)
    {
        if (_schedule.InPlaceProduct(step) is int product)
        {
            int host = step.Loop!.Stores[0];
            if (_columns.TryGetValue(host, out int column))
            {
                _columns[product] = column;
            }
        }
    }

    /// <summary>
    /// A loop reads an element before it writes the same element, so its result may take the place of an operand that dies there. An operand that
    /// the product before the epilogue reads is not one of them: other rows of it are still needed.
    /// </summary>
    private int? OperandToOverwrite(Step step, int index, int value, HashSet<int> overwritten)
    {
        if (!_reuse || step.Call is not null || step.Loop is not { } loop)
        {
            return null;
        }
        foreach (int load in loop.Loads)
        {
            if (
                _live.Contains(load)
                && _lastReads[load] == index
                && WidthOf(load) == WidthOf(value)
                && !overwritten.Contains(load)
            )
            {
                return load;
            }
        }
        return null;
    }

    /// <summary>The first place where a value fits between those that live.</summary>
    private int FirstGap(int width)
    {
        int start = 0;
        foreach (int value in _live.OrderBy(value => _columns[value]))
        {
            if (_columns[value] - start >= width)
            {
                return start;
            }
            start = Math.Max(start, _columns[value] + WidthOf(value));
        }
        return start;
    }

    private int WidthOf(int value) => _schedule.Program.Values[value].Width;
}
