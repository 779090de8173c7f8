# The build fills in the marked values: dist/target/packages/wsctl.rb is the formula to publish. Until the archive is
# published somewhere, HOMEBREW_WSCTL_URL says where it is; a file:// URL will do.
class Wsctl < Formula
  desc "Checks, measures and diagnoses WebSocket servers scaled out over Redis pub/sub"
  homepage "https://wsctl.dev"
  url ENV.fetch("HOMEBREW_WSCTL_URL", "https://wsctl.dev/releases/@VERSION@/@ARCHIVE@")
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  def install
    prefix.install Dir["*"]
    (prefix/"lib/systemd").rmtree if OS.mac?
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/wsctl --version")
  end
end
