package dev.podwright.lab;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Starts the hosts that a [Lab] class asks for and hands them to it.
///
/// Once a class runs (see [NeedsLab]), nothing is skipped: a lab that doesn't come up fails its tests.
final class LabExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        hosts(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LabHosts.class
                || (type == LabHost.class && hosts(context).hosts().size() == 1);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LabHosts hosts = hosts(context);
        return parameter.getParameter().getType() == LabHosts.class ? hosts : hosts.first();
    }

    private static LabHosts hosts(ExtensionContext context) {
        Lab lab = lab(context);
        return lab.fresh() ? freshLab(context).hosts(lab) : sharedLab(context).hosts(lab);
    }

    private static LabRun freshLab(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        testClass, key -> LabRun.ending(Path.of("target", "lab", testClass.getName())), LabRun.class);
    }

    /// The hosts of a lab that someone keeps up between test runs (`PODWRIGHT_LAB_DIR`), else of one for this run.
    private static LabRun sharedLab(ExtensionContext context) {
        String kept = System.getenv("PODWRIGHT_LAB_DIR");
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        LabRun.class,
                        key -> kept == null
                                ? LabRun.ending(Path.of("target", "lab", "shared"))
                                : LabRun.staying(Path.of(kept)),
                        LabRun.class);
    }

    private static Lab lab(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), Lab.class, context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
