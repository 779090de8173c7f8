import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a jar's classes to the class-file version of Java 17, with stack map frames. picocli is compiled for Java 5:
 * class-data sharing refuses such classes and the JVM checks them with its old, slow verifier, which costs every start
 * of wsctl about 0.2 s. The output depends on the input alone. Run by the build: {@code RaiseClassFiles JAR}.
 */
final class RaiseClassFiles {
    private static final int TARGET = Opcodes.V17;

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
                    out.write(isOld(entry, bytes) ? raise(bytes, classes) : bytes);
                    out.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(entry.getName(), e);
                }
            });
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Left alone then: a rewritten jar would make the class-data archive stale. */
    private static boolean isRaised(Path jar) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile())) {
            for (var entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")
                        && isOld(entry, in.getInputStream(entry).readNBytes(8))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isOld(ZipEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class")
                && !entry.getName().endsWith("module-info.class")
                && ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < TARGET;
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
                        },
                        ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
