package dev.podwright.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test class that needs real hosts. Its methods and its constructor may take [LabHosts], or with a single host a
/// [LabHost].
///
/// The hosts are shared by all classes of a test run that ask for the same image, which is what makes the
/// lab affordable: a test leaves a host as it found it, or names what it makes after itself. A class that can't (it
/// breaks Docker, or needs a host that nothing was ever installed on) asks for [#fresh()] ones.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@NeedsLab
@ExtendWith(LabExtension.class)
@Tag("lab")
public @interface Lab {

    /// How many hosts of each image.
    int hosts() default 1;

    /// Recipes in `lab/images`: `trixie`, `bookworm` (both with systemd) or `trixie-sysvinit`.
    String[] image() default "trixie";

    /// Hosts of the class's own, that nobody used before and that end with it.
    boolean fresh() default false;
}
