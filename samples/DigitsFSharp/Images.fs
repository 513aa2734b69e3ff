/// The 1,797 images of 8×8 pixels that are embedded in the program; samples/Digits/Data/README.md says where they come from.
module DigitsFSharp.Images

open System
open System.IO
open System.IO.Compression
open System.Reflection
open Pullback.Ops

/// Grey values row by row, and the digit.
type Image = { Pixels: float32[]; Digit: int }

/// A few images laid out as the network takes them.
type Batch = { Pixels: float32[]; Labels: int[] }

let batchOf (images: Image[]) =
    {
        Pixels = images |> Array.collect _.Pixels
        Labels = images |> Array.map _.Digit
    }

let load () =
    use compressed =
        match Assembly.GetExecutingAssembly().GetManifestResourceStream "digits.csv.gz" with
        | null -> failwith "The embedded digits are missing."
        | stream -> stream

    use reader =
        new StreamReader(new GZipStream(compressed, CompressionMode.Decompress))

    reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
    |> Array.map (fun line ->
        let numbers = line.Split ',' |> Array.map int

        {
            Pixels = numbers |> Array.take 64 |> Array.map float32
            Digit = Array.last numbers
        })

/// One image in five for the test, of every digit alike; the key is fixed, so that the split depends on no seed.
let split (images: Image[]) =
    let key = RandomKey 20

    let parts =
        [|
            for digit in 0..9 do
                let own = images |> Array.filter (fun image -> image.Digit = digit)

                let shuffled =
                    key.Fold(int64 digit).Permutation own.Length |> Array.map (Array.get own)

                Array.splitAt ((own.Length + 2) / 5) shuffled
        |]

    {|
        Test = parts |> Array.collect fst
        Training = parts |> Array.collect snd
    |}

/// Every pixel minus the mean, divided by the standard deviation, both over the training images alone.
let standardise (training: Image[]) =
    let pixels = training |> Array.collect _.Pixels |> Array.map float
    let mean = Array.average pixels

    let deviation =
        pixels |> Array.averageBy (fun pixel -> pown (pixel - mean) 2) |> sqrt

    fun (image: Image) ->
        { image with
            Pixels =
                image.Pixels
                |> Array.map (fun pixel -> float32 ((float pixel - mean) / deviation))
        }
