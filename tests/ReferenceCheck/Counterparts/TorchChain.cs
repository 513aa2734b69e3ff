using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>
/// PyTorch's schedulers of one optimizer, several of them on one rate, as version 1.13 steps them. Some combinations are neither a product nor a sequence of
/// the library's schedules: a scheduler that sets the rate forgets those before it, one that multiplies goes on from whatever rate it finds, and the
/// construction of one can change where another starts. What each does in a step comes from the library's schedule; only the order of the steps is kept here.
/// </summary>
internal sealed class TorchChain
{
    private readonly List<double> rates = [];
    private readonly Stepper whole;
    private double rate;
    private double? initial;
    private double averagedRate;
    private bool hasOneCycle;

    private TorchChain(string kind, Settings settings, double baseRate)
    {
        rate = baseRate;
        whole = Make(kind, settings);
        rates.Add(rate);
    }

    /// <summary>The rates of a combination.</summary>
    public static Schedule Of(string kind, Settings settings, double baseRate)
    {
        TorchChain chain = new(kind, settings, baseRate);
        return Schedule.FromFunc(chain.At);
    }

    private double At(long step)
    {
        while (rates.Count <= step)
        {
            whole.Step();
            rates.Add(rate);
        }
        return rates[(int)step];
    }

    /// <summary>Every scheduler but a chain notes the optimizer's rate as the initial one, unless an earlier one did, and takes its first step at once.</summary>
    private Stepper Make(string kind, Settings settings)
    {
        switch (kind)
        {
            case "ChainedScheduler":
                return new Chain([.. ScheduleCounterparts.Schedulers(settings).Select(Inner)], settings);
            case "SequentialLR":
                return new Sequence(this, settings);
            case "CyclicLR":
                rate = settings.GroupNumber("base_lr");
                break;
            case "OneCycleLR":
                initial = settings.GroupNumber("max_lr") / settings.Number("div_factor", 25);
                if (hasOneCycle)
                {
                    throw new NoCounterpartException("two OneCycleLR of one optimizer overwrite each other's rates");
                }
                hasOneCycle = true;
                break;
            case "SWALR":
                averagedRate = settings.GroupNumber("swa_lr");
                break;
        }
        initial ??= rate;
        Single made = kind switch
        {
            "CyclicLR" or "OneCycleLR" or "CosineAnnealingWarmRestarts" => new Setter(
                ScheduleCounterparts.Torch(kind, settings, initial.Value)
            ),
            "CosineAnnealingLR" => new Cosine(settings, initial.Value),
            "SWALR" => new Averaging(settings),
            _ when ScheduleCounterparts.Multiplies(kind) => Multiplying(kind, settings, initial.Value),
            _ => throw new NoCounterpartException($"the library has no {kind} among others on one rate"),
        };
        made.Owner = this;
        made.StepFirst();
        if (kind == "CyclicLR")
        {
            // In the step of its construction it goes by the initial rate, and by its own only then.
            rate = initial.Value;
        }
        return made;
    }

    private Stepper Inner(Settings settings) => Make(settings.Text("kind"), settings);

    /// <summary>At a milestone PyTorch takes the closed form. That of no constant steps is over at once, where stepping never ends what it began.</summary>
    private static Multiplier Multiplying(string kind, Settings settings, double initial)
    {
        Schedule own = ScheduleCounterparts.Torch(kind, settings, 1);
        bool isOver = kind == "ConstantLR" && settings.Whole("total_iters", 5) == 0;
        // The factors of a function are of the step before: there is no closed form, and it goes on.
        return new Multiplier(own, kind == "MultiplicativeLR" ? null : initial * (isOver ? 1 : own.At(0)));
    }

    /// <summary>What can be stepped.</summary>
    private abstract class Stepper
    {
        public abstract void Step();

        /// <summary>A sequence takes back a step of its parts, and lets the first take it again.</summary>
        public abstract void StepBack();

        public abstract void StepFirst();

        /// <summary>The first step of a part at its milestone.</summary>
        public abstract void Restart();
    }

    /// <summary>One scheduler: its count of steps, and the rate that it leaves.</summary>
    private abstract class Single : Stepper
    {
        private int epoch = -1;

        public TorchChain Owner { get; set; } = null!;

        /// <summary>How often it was stepped: SWALR goes by this one.</summary>
        protected int Calls { get; private set; }

        public override void Step()
        {
            epoch++;
            Calls++;
            Owner.rate = Next(epoch, Owner.rate);
        }

        public override void StepBack() => epoch--;

        public override void StepFirst()
        {
            Calls = 0;
            Step();
        }

        public override void Restart()
        {
            epoch = 0;
            Calls++;
            Owner.rate = First(Owner.rate);
        }

        /// <summary>The rate of an epoch, from the one before.</summary>
        protected abstract double Next(int epoch, double before);

        /// <summary>The rate of epoch 0 in closed form, for those that have one.</summary>
        protected virtual double First(double before) => Next(0, before);
    }

    /// <summary>Sets the rate, whatever it was.</summary>
    private sealed class Setter(Schedule own) : Single
    {
        protected override double Next(int epoch, double before) => own.At(epoch);
    }

    /// <summary>Multiplies the rate it finds by the change of its own, which is of the rate 1.</summary>
    private sealed class Multiplier(Schedule own, double? atMilestone) : Single
    {
        protected override double Next(int epoch, double before)
        {
            double last = epoch == 0 ? 1 : own.At(epoch - 1);
            return last == 0 ? before : before * (own.At(epoch) / last);
        }

        protected override double First(double before) => atMilestone ?? before;
    }

    /// <summary>Scales the distance from the least rate; on the way up from the least, which no factor leaves, it adds.</summary>
    private sealed class Cosine : Single
    {
        private readonly Schedule wave;
        private readonly double least;
        private readonly double initial;

        public Cosine(Settings settings, double initial)
        {
            this.initial = initial;
            least = settings.Number("eta_min", 0);
            wave = ScheduleCounterparts.CosineWave(settings);
        }

        protected override double Next(int epoch, double before)
        {
            if (epoch == 0)
            {
                return before;
            }
            double last = wave.At(epoch - 1);
            return last == 0 ? before + (initial - least) * wave.At(epoch) : least + (before - least) * (wave.At(epoch) / last);
        }

        protected override double First(double before) => initial;
    }

    /// <summary>Takes its share back out of the rate it finds, and puts the next one in. All go by the rate of the last, which the optimizer keeps.</summary>
    private sealed class Averaging : Single
    {
        private readonly Schedule share;
        private readonly bool atOnce;

        public Averaging(Settings settings)
        {
            share = ScheduleCounterparts.AveragingShare(settings);
            atOnce = settings.Whole("anneal_epochs", 10) == 0;
        }

        protected override double Next(int epoch, double before)
        {
            int step = atOnce ? Math.Max(1, Calls - 1) : Calls - 1;
            double final = Owner.averagedRate;
            double last = share.At(Math.Max(0, step - 1));
            double unshared = last == 1 ? final : (before - last * final) / (1 - last);
            return unshared + (final - unshared) * share.At(step);
        }
    }

    /// <summary>All in turn, in every step.</summary>
    private sealed class Chain : Stepper
    {
        private readonly Stepper[] parts;

        public Chain(Stepper[] parts, Settings settings)
        {
            this.parts = parts;
            ScheduleCounterparts.TorchDone(settings);
        }

        public override void Step()
        {
            foreach (Stepper part in parts)
            {
                part.Step();
            }
        }

        public override void StepBack() => throw Refused();

        public override void StepFirst() => throw Refused();

        public override void Restart() => throw Refused();

        private static NoCounterpartException Refused() => new("PyTorch takes no ChainedScheduler within a SequentialLR");
    }

    /// <summary>One after another.</summary>
    private sealed class Sequence : Stepper
    {
        private readonly Stepper[] parts;
        private readonly int[] milestones;
        private int epoch;

        public Sequence(TorchChain owner, Settings settings)
        {
            parts = [.. ScheduleCounterparts.Schedulers(settings).Select(owner.Inner)];
            milestones = settings.Integers("milestones");
            ScheduleCounterparts.TorchDone(settings);
            if (milestones.Length != parts.Length - 1)
            {
                throw new ReferenceFormatException(
                    FormattableString.Invariant($"{parts.Length} schedulers have {milestones.Length} milestones")
                );
            }
            owner.rate = owner.initial ?? owner.rate;
            foreach (Stepper part in parts)
            {
                part.StepBack();
            }
            parts[0].StepFirst();
        }

        public override void Step()
        {
            epoch++;
            int at = milestones.Count(milestone => milestone <= epoch);
            if (at > 0 && milestones[at - 1] == epoch)
            {
                parts[at].Restart();
            }
            else
            {
                parts[at].Step();
            }
        }

        public override void StepBack() => epoch--;

        public override void StepFirst() => Step();

        public override void Restart() =>
            throw new NoCounterpartException("PyTorch starts no SequentialLR at a milestone of another");
    }
}
