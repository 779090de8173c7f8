package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads certificates from a PEM file that an option named. */
final class PemCertificates {
    private PemCertificates() {}

    /**
     * At least one.
     *
     * @throws WsctlException CONFIG, when the file can't be used
     */
    static List<Certificate> read(String file, String option) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            List<Certificate> certificates =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw unusable(file, option, "it holds no certificate", null);
            }
            return certificates;
        } catch (NoSuchFileException e) {
            throw unusable(file, option, "there is no such file", e);
        } catch (IOException | CertificateException e) {
            throw unusable(file, option, String.valueOf(e.getMessage()), e);
        }
    }

    private static WsctlException unusable(String file, String option, String why, @Nullable Exception cause) {
        WsctlException failure = new WsctlException(
                ExitCode.CONFIG,
                option + " " + file + " can't be used: " + why,
                "a PEM file, -----BEGIN CERTIFICATE----- and so on");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
