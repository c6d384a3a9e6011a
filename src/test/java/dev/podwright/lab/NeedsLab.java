package dev.podwright.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that change the machine they run on, or need root or a Docker engine: they run only where `PODWRIGHT_LAB=1` or
/// `CI` is set, and are skipped with that reason elsewhere. Holds for subclasses too.
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabCondition.class)
public @interface NeedsLab {}
