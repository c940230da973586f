package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a guest reaches of the host by the grants of the command line, and what it is told where it
 * does not. The guest is {@code Reach}, which tries whatever it is asked to.
 */
class GrantsTest {
  private static final Path SOURCE =
      Path.of("src", "test", "resources", "hotpath", "launcher", "grants", "Reach.java");

  @TempDir static Path classes;
  @TempDir Path folder;

  /** What Reach is to try, and what it must print for it. */
  private final List<String> tries = new ArrayList<>();

  private final List<String> expected = new ArrayList<>();

  @BeforeAll
  static void compile() {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), SOURCE.toString());
    assertEquals(0, result);
  }

  @BeforeEach
  void prepare() throws IOException {
    folder = folder.toRealPath();
    for (String name : List.of("in", "out", "both", "secret", "inner")) {
      Files.createDirectories(folder.resolve(name));
      Files.writeString(folder.resolve(name).resolve("file"), "of " + name);
    }
  }

  /** {@code ~} stands for the folder, in what is tried and in what is expected. */
  private void expect(String what, String result) {
    tries.add(what.replace("~", folder.toString()));
    expected.add(
        what.replace("~", folder.toString()) + " -> " + result.replace("~", folder.toString()));
  }

  private void check(String... grants) {
    List<String> words = new ArrayList<>(List.of("run", "-Dhotpath.jit=off"));
    for (String grant : grants) {
      words.add(grant.replace("~", folder.toString()));
    }
    words.addAll(List.of("-cp", classes.toString(), "Reach"));
    words.addAll(tries);
    CommandLine line = new CommandLine(new InterpreterRun());
    int exitCode = line.run(words.toArray(String[]::new));
    assertEquals("", line.err());
    List<String> lines = line.out().lines().toList();
    assertAll(
        IntStream.range(0, expected.size())
            .mapToObj(i -> () -> assertEquals(expected.get(i), lines.get(i))));
    assertEquals(expected.size(), lines.size());
    assertEquals(0, exitCode);
  }

  private static String needs(String option, String path) {
    return "AccessDeniedException: "
        + path
        + ": Permission denied: needs --allow-"
        + option
        + "="
        + path;
  }

  private static String needsOld(String option, String path) {
    return "FileNotFoundException: "
        + path
        + " (Permission denied: needs --allow-"
        + option
        + "="
        + path
        + ")";
  }

  @Test
  void nothingWithoutAGrant() {
    expect("read:~/in/file", needs("read", "~/in/file"));
    expect("stream:~/in/file", needsOld("read", "~/in/file"));
    expect("old:~/new", needsOld("write", "~/new"));
    expect("write:~/new", needs("write", "~/new"));
    expect("random:~/in/file", needsOld("write", "~/in/file"));
    expect("list:~", needs("read", "~"));
    expect("names:~", "null");
    expect("exists:~/in/file", "false false false0");
    expect("readable:~/in/file", "false falsefalsefalse");
    expect("size:~/in/file", needs("read", "~/in/file"));
    expect("real:~/in", needs("read", "~/in"));
    expect("canonical:~/in/../in/./file", "~/in/file");
    expect("delete:~/in/file", needs("read", "~/in/file"));
    expect("remove:~/in/file", "false");
    expect("folder:~/new", needs("write", "~/new"));
    expect("mkdir:~/new", "false");
    expect("read:/etc/passwd", needs("read", "/etc/passwd"));
    expect("read:/etc/no such file", needs("read", "/etc/no such file"));
    expect("list:/", needs("read", "/"));
    expect("env:PATH", "SecurityException: reading environment variables needs --allow-env");
    expect("envs:", "SecurityException: reading environment variables needs --allow-env");
    check();
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void whatIsGrantedCanBeDone() throws IOException {
    expect("read:~/in/file", "of in");
    expect("stream:~/in/../in/file", "of in");
    expect("list:~/in", "file ");
    expect("names:~/in", "file");
    expect("exists:~/in/file", "true true false5");
    expect("readable:~/in/file", "true truefalsefalse");
    expect("real:~/in/.", "~/in");
    expect("secure:~/in:file", "done");
    expect("read:~/in/none", "NoSuchFileException: ~/in/none");
    expect("write:~/out/new", "done");
    expect("append:~/out/new", "done");
    expect("size:~/out/new", "7");
    expect("read:~/out/new", needs("read", "~/out/new"));
    expect("list:~/out", needs("read", "~/out"));
    expect("random:~/out/new", needsOld("read", "~/out/new"));
    expect("random:~/both/file", "of both");
    expect("map:~/both/file", "IOException: mapping a file READ_WRITE is not supported by Hotpath");
    expect("copy:~/in/file:~/both/copy", "done");
    expect("read:~/both/copy", "of in");
    expect("move:~/both/copy:~/both/moved", "done");
    expect("delete:~/both/moved", "done");
    expect("folder:~/both/sub", "done");
    expect("link:~/both/link:file", "done");
    expect("read:~/both/link", "of both");
    expect("target:~/both/link", "file");
    expect(
        "nofollow:~/both/link",
        "IOException: Too many levels of symbolic links (NOFOLLOW_LINKS specified)");
    expect("mode:~/both/file", "done");
    expect("touch:~/both/file", "done");
    expect("write:~/in/file", needs("write", "~/in/file"));
    expect("mode:~/in/file", needs("write", "~/in/file"));
    expect(
        "touch:~/in/file",
        "AccessDeniedException: Permission denied: needs --allow-write=~/in/file");
    expect("delete:~/in/file", needs("write", "~/in/file"));
    check(
        "--allow-read=~/in", "--allow-write=~/out", "--allow-read=~/both", "--allow-write=~/both");
    assertEquals("of in", Files.readString(folder.resolve("in/file")));
    assertEquals("written", Files.readString(folder.resolve("out/new")));
  }

  @Test
  void namesDoNotLeadOut() {
    expect("read:~/in/../secret/file", needs("read", "~/in/../secret/file"));
    expect("read:~/in/../secret/../in/file", needs("read", "~/in/../secret/../in/file"));
    expect(
        "read:~/in/../../../../../../../etc/passwd",
        needs("read", "~/in/../../../../../../../etc/passwd"));
    expect("read:~/in/./.././in/file", "of in");
    expect("read:~//in///file", "of in");
    expect("read:~/in/file/", "of in");
    expect("read:~/in/file/.", "FileSystemException: ~/in/file/.: Not a directory");
    expect("read:~/in/file/../file", "FileSystemException: ~/in/file/../file: Not a directory");
    // A name that only begins like the granted one.
    expect("read:~/inner/file", needs("read", "~/inner/file"));
    expect("exists:~/inner", "false false false0");
    expect("stream:", "FileNotFoundException:  (No such file or directory)");
    expect("exists:", "false false false0");
    expect("stream:~/in/fileNUL", "FileNotFoundException: Invalid file path");
    expect("stream:~/secret/fileNUL/../../in/file", "FileNotFoundException: Invalid file path");
    String name = "n".repeat(300);
    expect("read:~/in/" + name, "FileSystemException: ~/in/" + name + ": File name too long");
    expect("read:~/secret/" + name, needs("read", "~/secret/" + name));
    expect("read:~/in/ü€", "NoSuchFileException: ~/in/ü€");
    expect("read:~/secret/ü€", needs("read", "~/secret/ü€"));
    expect("read:/proc/self/root" + "~/secret/file", needs("read", "/proc/self/root~/secret/file"));
    expect("read:/proc/self/cwd/pom.xml", needs("read", "/proc/self/cwd/pom.xml"));
    expect(
        "read:pom.xml",
        needs("read", "pom.xml").replace("=pom.xml", "=" + Path.of("pom.xml").toAbsolutePath()));
    check("--allow-read=~/in");
  }

  @Test
  void linksDoNotLeadOut() throws IOException {
    Files.createSymbolicLink(folder.resolve("both/file link"), folder.resolve("secret/file"));
    Files.createSymbolicLink(folder.resolve("both/folder link"), folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("both/relative"), Path.of("../secret/file"));
    Files.createSymbolicLink(folder.resolve("both/dangling"), folder.resolve("secret/new"));
    Files.createSymbolicLink(folder.resolve("both/self"), Path.of("../both/./self link"));
    Files.createSymbolicLink(folder.resolve("both/self link"), Path.of("file"));
    Files.createSymbolicLink(folder.resolve("both/circle"), Path.of("circle"));
    Files.createSymbolicLink(folder.resolve("elsewhere"), folder.resolve("both"));
    for (String name : List.of("file link", "relative", "folder link/file")) {
      expect("read:~/both/" + name, needs("read", "~/both/" + name));
      expect("stream:~/both/" + name, needsOld("read", "~/both/" + name));
      expect("write:~/both/" + name, needs("write", "~/both/" + name));
      expect("old:~/both/" + name, needsOld("write", "~/both/" + name));
      expect("exists:~/both/" + name, "false false false0");
      expect("touch:~/both/" + name, needs("read", "~/both/" + name));
      expect("mode:~/both/" + name, needs("write", "~/both/" + name));
      expect("real:~/both/" + name, needs("read", "~/both/" + name));
    }
    expect("write:~/both/dangling", needs("write", "~/both/dangling"));
    expect("old:~/both/dangling", needsOld("write", "~/both/dangling"));
    expect("append:~/both/dangling", needsOld("write", "~/both/dangling"));
    expect("folder:~/both/folder link/new", needs("write", "~/both/folder link/new"));
    expect("delete:~/both/folder link/file", needs("read", "~/both/folder link/file"));
    expect("remove:~/both/folder link/file", "false");
    expect("list:~/both/folder link", needs("read", "~/both/folder link"));
    expect(
        "secure:~/both:relative",
        needs("read", "relative").replace("=relative", "=~/both/relative"));
    expect(
        "read:~/both/folder link/../both/file", needs("read", "~/both/folder link/../both/file"));
    expect("read:~/both/self", "of both");
    expect("read:~/elsewhere/file", "of both");
    expect("target:~/both/relative", "../secret/file");
    expect(
        "read:~/both/circle",
        "FileSystemException: ~/both/circle: Too many levels of symbolic links or unable to access"
            + " attributes of symbolic link");
    check("--allow-read=~/both", "--allow-write=~/both");
    assertEquals("of secret", Files.readString(folder.resolve("secret/file")));
    assertFalse(Files.exists(folder.resolve("secret/new")));
  }

  @Test
  void nothingIsMadeThatLeadsOut() throws IOException {
    expect(
        "link:~/both/out:~/secret",
        needs("read", "~/both/out").replace("=~/both/out", "=~/secret"));
    expect(
        "link:~/both/up:../secret/file",
        needs("read", "~/both/up").replace("=~/both/up", "=~/both/../secret/file"));
    expect(
        "link:~/both/later:~/none/at all",
        needs("read", "~/both/later").replace("=~/both/later", "=~/none/at all"));
    expect("link:~/secret/in:~/both", needs("write", "~/secret/in"));
    expect("link:~/both/ok:~/in/file", "done");
    expect(
        "hard:~/both/hard:~/secret/file",
        needs("write", "~/both/hard").replace("=~/both/hard", "=~/secret/file"));
    // It could be written then.
    expect(
        "hard:~/both/hard:~/in/file",
        needs("write", "~/both/hard").replace("=~/both/hard", "=~/in/file"));
    // It could be read then.
    expect(
        "hard:~/both/hard:~/out/file",
        needs("read", "~/both/hard").replace("=~/both/hard", "=~/out/file"));
    expect(
        "move:~/out/file:~/both/moved",
        needs("read", "~/both/moved").replace("=~/both/moved", "=~/out/file"));
    expect("rename:~/out/file:~/both/moved", "false");
    expect(
        "move:~/secret/file:~/both/moved",
        needs("write", "~/both/moved").replace("=~/both/moved", "=~/secret/file"));
    expect("move:~/both/file:~/secret/moved", needs("write", "~/secret/moved"));
    expect("rename:~/both/file:~/secret/moved", "false");
    expect("copy:~/secret/file:~/both/copy", needs("read", "~/secret/file"));
    expect("move:~/both/file:~/out/moved", "done");
    check(
        "--allow-read=~/in", "--allow-write=~/out", "--allow-read=~/both", "--allow-write=~/both");
    assertTrue(Files.exists(folder.resolve("secret/file")));
    assertTrue(Files.exists(folder.resolve("out/file")));
    assertFalse(Files.exists(folder.resolve("secret/moved")));
  }

  @Test
  void grantsMayBeFilesLinksAndRelative() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("in"));
    Path relative = Path.of("").toRealPath().relativize(folder.resolve("secret"));
    expect("read:~/link/file", "of in");
    expect("read:~/in/file", "of in");
    expect("read:~/both/file", "of both");
    expect("write:~/both/file", needs("write", "~/both/file"));
    expect("list:~/both", needs("read", "~/both"));
    expect("read:~/secret/file", "of secret");
    expect("read:" + relative + "/file", "of secret");
    expect("write:~/later/new", "NoSuchFileException: ~/later/new");
    expect("folder:~/later", "done");
    expect("write:~/later/new", "done");
    check(
        "--allow-read=~/link",
        "--allow-read=~/both/file",
        "--allow-read=" + relative,
        "--allow-write=~/later");
  }

  @Test
  void everythingAtOnce() {
    expect("read:~/secret/file", "of secret");
    expect("write:~/new", "done");
    expect("env:no such variable", "null");
    expect("envs:", "false");
    check("--allow-all");
  }

  @Test
  void theEnvironmentAlone() {
    expect("envs:", "false");
    expect("read:~/in/file", needs("read", "~/in/file"));
    check("--allow-env");
  }

  /** In one line each, and the same whatever is granted. */
  @Test
  void networksAndProcessesAreRefused() {
    CommandLine line = new CommandLine(new InterpreterRun());
    int exitCode = line.run("run", "--allow-all", SOURCE.resolveSibling("Network.java").toString());
    assertEquals("", line.err());
    assertEquals(
        """
        /10.1.2.3
        localhost/127.0.0.1
        localhost/127.0.0.1
        java.net.UnknownHostException: example.org: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.net.SocketException: sockets are not supported by Hotpath
        java.io.IOException: Cannot run program "ls": other processes are not supported by Hotpath
        """,
        line.out());
    assertEquals(0, exitCode);
  }

  /** The library's own files, the class path, and where random numbers come from. */
  @Test
  void whatNeedsNoGrant() {
    String home = System.getProperty("java.home");
    expect(
        "exists:" + classes + "/Reach.class",
        "true true false" + classes.resolve("Reach.class").toFile().length());
    expect(
        "size:" + home + "/lib/tzdb.dat", "" + Path.of(home, "lib", "tzdb.dat").toFile().length());
    expect("write:" + home + "/new", needs("write", home + "/new"));
    expect("write:" + classes + "/new", needs("write", classes + "/new"));
    expect("readable:/dev/urandom", "true truefalsefalse");
    check();
  }
}
