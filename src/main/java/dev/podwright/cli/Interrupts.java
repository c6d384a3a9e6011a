package dev.podwright.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Hears Ctrl-C (and a polite kill): the first asks the run to end, the second ends the process at once. A shutdown
/// hook can't do that: it never hears of the second.
final class Interrupts {
    private final AtomicInteger heard = new AtomicInteger();
    private final Runnable first;
    private final Runnable second;

    private Interrupts(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    static void watch(Runnable first, Runnable second) {
        Interrupts interrupts = new Interrupts(first, second);
        interrupts.handle("INT");
        interrupts.handle("TERM");
    }

    private void hear() {
        if (heard.incrementAndGet() == 1) {
            first.run();
        } else {
            second.run();
        }
    }

    /// By reflection, since `sun.misc.Signal` has no public counterpart and the compiler warns of its name. Where
    /// it is missing, a signal ends the process as ever.
    private void handle(String signal) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handlerClass}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                hear();
                                yield null;
                            }
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                            default -> "interrupts";
                        };
                    });
            signalClass
                    .getMethod("handle", signalClass, handlerClass)
                    .invoke(null, signalClass.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException | IllegalArgumentException _) {
            return;
        }
    }
}
