printfn "DigitsFSharp"
