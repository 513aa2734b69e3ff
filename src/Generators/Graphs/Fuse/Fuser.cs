using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Fuse;

/// <summary>
/// Gathers elementwise instructions into loops, and hangs a loop that follows a dense product on that product, as its epilogue. Values are assigned
/// once, so an instruction may move up to any place where what it reads is there.
/// </summary>
internal sealed class Fuser
{
    private readonly Program _program;
    private readonly List<Draft> _drafts = [];

    /// <summary>The draft that computes each value of this half; absent for what was there before.</summary>
    private readonly Dictionary<int, Draft> _producers = [];

    /// <summary>The last draft so far that adds to the gradient of each bias.</summary>
    private readonly Dictionary<int, Draft> _sums = [];

    /// <summary>Masks wait for the loop that reads them, so that they do not stand between a product and its epilogue.</summary>
    private readonly Dictionary<int, DrawMask> _waiting = [];

    private Fuser(Program program) => _program = program;

    /// <summary>Schedules both halves of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="fuse">Whether to fuse; without, each instruction is a call of its own, which tests compare with.</param>
    public static Schedule Schedule(Program program, bool fuse = true)
    {
        if (fuse)
        {
            program = SavedFactors.Combine(program);
        }
        return new Schedule(program, Half(program, program.Forward, fuse), Half(program, program.Backward, fuse));
    }

    private static IReadOnlyList<Step> Half(Program program, IReadOnlyList<Instruction> instructions, bool fuse)
    {
        var fuser = new Fuser(program);
        foreach (Instruction instruction in instructions)
        {
            fuser.Place(instruction, fuse);
        }
        return [.. fuser._drafts.Select(fuser.Finish)];
    }

    private void Place(Instruction instruction, bool fuse)
    {
        switch (instruction)
        {
            case DrawMask mask when fuse:
                _waiting.Add(mask.Result, mask);
                break;
            case ElementwiseInstruction elementwise:
                Place(elementwise, fuse);
                break;
            default:
                ReleaseMasks(instruction, _drafts.Count);
                Append(new Draft { Call = instruction }, _drafts.Count);
                break;
        }
    }

    private void Place(ElementwiseInstruction instruction, bool fuse)
    {
        int width = WidthOf(instruction);
        int earliest = instruction
            .Reads.Where(_producers.ContainsKey)
            .Select(read => _drafts.IndexOf(_producers[read]))
            .DefaultIfEmpty(-1)
            .Max();
        if (instruction is SumColumns sum && _sums.TryGetValue(sum.Slot, out Draft? first))
        {
            // The first sum of a shared bias starts from zero, and the others add to it.
            earliest = Math.Max(earliest, _drafts.IndexOf(first));
        }
        Draft? host = fuse ? HostFor(instruction, width, Math.Max(earliest, 0)) : null;
        if (host is null)
        {
            host = new Draft { Width = width };
            Append(host, _drafts.Count);
        }
        host.Width = width;
        ReleaseMasks(instruction, _drafts.IndexOf(host));
        host.Loop.Add(instruction);
        if (instruction is SumColumns added)
        {
            _sums[added.Slot] = host;
        }
        foreach (int write in instruction.Writes)
        {
            _producers[write] = host;
        }
    }

    /// <summary>
    /// The first loop, from where everything is there, that shares a value with the instruction; or the dense product that it reads, if nothing hangs on
    /// that yet.
    /// </summary>
    private Draft? HostFor(ElementwiseInstruction instruction, int width, int earliest)
    {
        for (int i = earliest; i < _drafts.Count; i++)
        {
            Draft draft = _drafts[i];
            bool isLoop = draft.Loop.Count > 0 && draft.Width == width;
            bool isProduct = draft.Loop.Count == 0 && draft.Call is Product;
            bool shares = draft.Instructions.Any(other => other.Reads.Concat(other.Writes).Intersect(instruction.Reads).Any());
            bool readsProduct = isProduct && draft.Call!.Writes.Intersect(instruction.Reads).Any();
            if ((isLoop && shares) || readsProduct)
            {
                return draft;
            }
        }
        return null;
    }

    /// <summary>Puts the masks that an instruction reads before the call at an index.</summary>
    private void ReleaseMasks(Instruction instruction, int index)
    {
        foreach (int read in instruction.Reads)
        {
            if (_waiting.TryGetValue(read, out DrawMask? mask))
            {
                _waiting.Remove(read);
                Append(new Draft { Call = mask }, index);
            }
        }
    }

    private void Append(Draft draft, int index)
    {
        _drafts.Insert(index, draft);
        foreach (int write in draft.Instructions.SelectMany(instruction => instruction.Writes))
        {
            _producers[write] = draft;
        }
    }

    private int WidthOf(ElementwiseInstruction instruction) => _program.Values[instruction.Reads.First()].Width;

    private Step Finish(Draft draft)
    {
        if (draft.Loop.Count == 0)
        {
            return new Step(draft.Call, Loop: null);
        }
        HashSet<int> written = [.. draft.Loop.SelectMany(instruction => instruction.Writes)];
        int[] loads =
        [
            .. draft.Loop.SelectMany(instruction => instruction.Reads).Where(read => !written.Contains(read)).Distinct(),
        ];
        int[] stores = [.. written.Where(value => IsNeededOutside(value, draft))];
        return new Step(draft.Call, new FusedLoop(draft.Width, [.. draft.Loop], loads, stores));
    }

    private bool IsNeededOutside(int value, Draft draft) =>
        _program.Values[value].Storage != Storage.Memory
        || _program.Forward.Concat(_program.Backward).Any(other => other.Reads.Contains(value) && !draft.Loop.Contains(other));

    /// <summary>A step that is still growing.</summary>
    private sealed class Draft
    {
        public Instruction? Call { get; init; }

        public int Width { get; set; }

        public List<ElementwiseInstruction> Loop { get; } = [];

        public IEnumerable<Instruction> Instructions => (Call is null ? [] : new[] { Call }).Concat(Loop);
    }
}
