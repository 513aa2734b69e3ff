module Pullback.FSharpConsumer.Smoke

open Xunit

[<Fact>]
let ``an F# test runs`` () = Assert.Equal(4, 2 + 2)
