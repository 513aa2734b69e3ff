using Pullback.ReferenceCheck;

if (args.Length > 1 || args is ["-h" or "--help"])
{
    Console.Error.WriteLine(
        "usage: ReferenceCheck [FOLDER]    checks the reference files of FOLDER; default: the project's own copy, and what lies beside it"
    );
    return args.Length > 1 ? 2 : 0;
}
if (args is [string path])
{
    return new ReferenceFolder(path).Run(Console.Out, Console.Error);
}
int own = ReferenceFolder.Own.Run(Console.Out, Console.Error);
Console.Out.WriteLine("Further rules:");
int further = ReferenceFolder.Further.Run(Console.Out, Console.Error, namesAbsent: false);
Console.Out.WriteLine("Schedulers as PyTorch steps them:");
int stepped = ReferenceFolder.Stepped.Run(Console.Out, Console.Error, namesAbsent: false);
return Math.Max(own, Math.Max(further, stepped));
