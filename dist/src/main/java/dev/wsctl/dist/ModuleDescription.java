package dev.wsctl.dist;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The module-info of the merged jars.
 *
 * @param entries all names in the module
 * @param services service by service, the classes that provide it
 */
record ModuleDescription(
        String name,
        String version,
        List<String> requires,
        Set<String> entries,
        Map<String, List<String>> services,
        ModuleUses uses) {

    byte[] bytes() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        // Open, so that Jackson and picocli may reflect on it as they do on a class path.
        ModuleVisitor module = writer.visitModule(name, Opcodes.ACC_OPEN, version);
        for (String required : requires) {
            module.visitRequire(required, required.equals("java.base") ? Opcodes.ACC_MANDATED : 0, null);
        }
        // Exporting something makes it a root module: `java dev.wsctl.cli.Main` finds it without --module, which would
        // keep
        // the JVM from taking the module graph out of the archive.
        module.visitExport("dev/wsctl/cli", 0);
        uses.services().stream().filter(this::exists).forEach(service -> module.visitUse(internal(service)));
        services.forEach((service, providers) -> {
            String[] here = providers.stream()
                    .distinct()
                    .filter(this::exists)
                    .map(ModuleDescription::internal)
                    .toArray(String[]::new);
            if (exists(service) && here.length > 0) {
                module.visitProvide(internal(service), here);
            }
        });
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Jars name services and providers for libraries that may not be there. */
    private boolean exists(String className) {
        return Stream.of("java.", "javax.net.").anyMatch(className::startsWith)
                || entries.contains(internal(className) + ".class");
    }

    private static String internal(String className) {
        return className.replace('.', '/');
    }
}
