namespace Pullback.Ops;

/// <summary>How the weights of a layer are drawn; what follows the layer decides which suits.</summary>
public enum Initialization
{
    /// <summary>
    /// Variance 2 / (inputs + outputs): for activations that are linear around zero, and for none at all.
    /// Xavier Glorot and Yoshua Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    /// </summary>
    Xavier = 0,

    /// <summary>
    /// Variance 2 / inputs: for rectifiers, which pass half of their inputs.
    /// Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun, "Delving deep into rectifiers", 2015.
    /// </summary>
    Kaiming = 1,
}
