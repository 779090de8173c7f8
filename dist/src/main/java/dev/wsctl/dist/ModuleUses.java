package dev.wsctl.dist;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The services that classes ask for. In a module, ServiceLoader serves only those that are declared: what the jars declare
 * themselves, and what the calls in their code name.
 */
final class ModuleUses {
    private final TreeSet<String> services = new TreeSet<>();

    Set<String> services() {
        return Collections.unmodifiableSet(services);
    }

    /** @param classFile any class, or a module-info */
    void add(byte[] classFile) {
        new ClassReader(classFile).accept(new Calls(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private final class Calls extends ClassVisitor {
        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public ModuleVisitor visitModule(String name, int access, @Nullable String version) {
            return new ModuleVisitor(Opcodes.ASM9) {
                @Override
                public void visitUse(String service) {
                    services.add(service.replace('/', '.'));
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                private @Nullable String constant;

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof Type type && type.getSort() == Type.OBJECT) {
                        constant = type.getClassName();
                    }
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String description, boolean isInterface) {
                    if (owner.equals("java/util/ServiceLoader") && method.startsWith("load") && constant != null) {
                        services.add(constant);
                    }
                }
            };
        }
    }
}
