using System.Reflection;

namespace Collab.Server.Tests.Erasing;

/// <summary>Something of which some calls are answered by the test: they are not done, or what they give is changed.</summary>
public class Intercepted : DispatchProxy
{
    private object _inner = null!;
    private Func<MethodInfo, Func<object?>, object?> _answer = null!;

    /// <param name="inner">What answers otherwise.</param>
    /// <param name="answer">Given the method and how to have it done, gives what is answered.</param>
    public static T Of<T>(T inner, Func<MethodInfo, Func<object?>, object?> answer)
        where T : class
    {
        var proxy = Create<T, Intercepted>();
        ((Intercepted)(object)proxy)._inner = inner;
        ((Intercepted)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, () => targetMethod!.Invoke(_inner, args));
}
