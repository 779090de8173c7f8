import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes picocli start faster. Its classes get the class-file version of Java 17, with stack map frames: they are compiled for
 * Java 5, class-data sharing refuses such classes, and the JVM checks them with its old, slow verifier, which costs every
 * start of wsctl about 0.2 s. And it no longer looks for Groovy, for which the JVM would open every jar of the class path. The
 * output depends on the input alone. Run by the build: {@code RaiseClassFiles JAR}.
 */
final class RaiseClassFiles {
    private static final int TARGET = Opcodes.V17;
    /** In a jar that this class has been through; to be counted up when it does something else. */
    private static final String MARK = "META-INF/raised-2";

    private static final String LOOKS_FOR_GROOVY = "loadClosureClass";

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        if (isRaised(jar)) {
            return;
        }
        Path raised = jar.resolveSibling(jar.getFileName() + ".raised");
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(raised));
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            in.stream().forEach(entry -> {
                try {
                    byte[] bytes = in.getInputStream(entry).readAllBytes();
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(isClass(entry) ? raise(bytes, classes) : bytes);
                    out.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(entry.getName(), e);
                }
            });
            ZipEntry mark = new ZipEntry(MARK);
            mark.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            out.putNextEntry(mark);
            out.closeEntry();
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Left alone then: a rewritten jar would make the class-data archive stale. */
    private static boolean isRaised(Path jar) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile())) {
            return in.getEntry(MARK) != null;
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    private static byte[] raise(byte[] bytes, ClassLoader classes) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String superName,
                                    String[] interfaces) {
                                super.visit(TARGET, access, name, signature, superName, interfaces);
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                MethodVisitor method =
                                        super.visitMethod(access, name, descriptor, signature, exceptions);
                                return name.equals(LOOKS_FOR_GROOVY) ? findingNothing(method) : method;
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** A body that returns null, whatever stood there before. */
    private static MethodVisitor findingNothing(MethodVisitor method) {
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return new MethodVisitor(Opcodes.ASM9) {};
    }
}
