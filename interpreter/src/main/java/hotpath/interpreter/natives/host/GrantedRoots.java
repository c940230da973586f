package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.HostFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where grants reach, by real paths; they are taken when the VM starts, and do not follow a folder
 * that is moved.
 *
 * <p>A path is looked up word by word, and a guest is not to learn what exists elsewhere. So each
 * folder on the way must be below a grant or lead to one: it was passed when the grant itself was
 * looked up.
 */
final class GrantedRoots {
  private final List<String> read = new ArrayList<>();
  private final List<String> write = new ArrayList<>();
  private final Set<String> passages = new HashSet<>();

  GrantedRoots(FileGrants grants, PathWalk walk) {
    grants.read().forEach(each -> add(each, walk, read));
    grants.write().forEach(each -> add(each, walk, write));
  }

  private void add(String path, PathWalk walk, List<String> roots) {
    String text = PathWalk.text(path);
    try {
      roots.add(walk.resolve(text, true, passages::add));
    } catch (HostFailure e) {
      // It is not there yet: what makes it later can only be told by its name.
      roots.add(walk.byWords(text));
    }
  }

  boolean mayRead(String realPath) {
    return isBelow(read, realPath);
  }

  boolean mayWrite(String realPath) {
    return isBelow(write, realPath);
  }

  /** Whether it may be known that there is such a file, and of what kind. */
  boolean mayKnow(String realPath) {
    return mayRead(realPath) || mayWrite(realPath);
  }

  /** Whether names may be looked up in a folder. */
  boolean mayPass(String realFolder) {
    return passages.contains(realFolder) || mayKnow(realFolder);
  }

  private static boolean isBelow(List<String> roots, String path) {
    for (String root : roots) {
      boolean prefix = path.startsWith(root);
      if (prefix
          && (path.length() == root.length()
              || root.endsWith("/")
              || path.charAt(root.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
