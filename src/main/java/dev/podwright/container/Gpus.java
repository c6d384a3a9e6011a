package dev.podwright.container;

import java.util.Arrays;
import java.util.stream.Stream;

/// The GPUs that a container gets.
public final class Gpus {
    /// All of them where the host has some that containers can use, else none.
    public static final Gpus AUTO = new Gpus("auto");

    public static final Gpus ALL = new Gpus("all");
    public static final Gpus NONE = new Gpus("none");

    private final Object argument;

    private Gpus(Object argument) {
        this.argument = argument;
    }

    /// So many whole GPUs that no other container of Podwright on the host has.
    public static Gpus count(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a container can't have " + number + " GPUs");
        }
        return number == 0 ? NONE : new Gpus((long) number);
    }

    /// By index, or by id (`GPU-…`, `MIG-…`).
    public static Gpus ids(String first, String... others) {
        return new Gpus(Stream.concat(Stream.of(first), Arrays.stream(others)).toList());
    }

    Object argument() {
        return argument;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gpus its && argument.equals(its.argument);
    }

    @Override
    public int hashCode() {
        return argument.hashCode();
    }

    @Override
    public String toString() {
        return argument.toString();
    }
}
