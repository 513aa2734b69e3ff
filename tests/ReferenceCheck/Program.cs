using Pullback.ReferenceCheck;

if (args.Length > 1 || args is ["-h" or "--help"])
{
    Console.Error.WriteLine(
        "usage: ReferenceCheck [FOLDER]    checks the reference files of FOLDER; default: the project's own copy"
    );
    return args.Length > 1 ? 2 : 0;
}
ReferenceFolder folder = args is [string path] ? new ReferenceFolder(path) : ReferenceFolder.Own;
return folder.Run(Console.Out, Console.Error);
