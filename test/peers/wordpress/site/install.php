<?php
/** Installs WordPress into an empty database: a site, two users, one post that takes comments. */
define('WP_INSTALLING', true);
require getenv('KVORUM_TEST_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Kommunbloggen', 'admin', 'admin@example.org', true, '', getenv('KVORUM_TEST_PASSWORD'));
update_option('permalink_structure', '/%postname%/');
update_option('timezone_string', 'Europe/Stockholm');
update_option('comment_previously_approved', 0);
update_option('close_comments_for_old_posts', 0);
wp_update_post(['ID' => 1, 'post_title' => 'Ny lekplats', 'post_name' => 'ny-lekplats', 'post_content' => 'Vi bygger en ny lekplats.']);
wp_delete_comment(1, true);

// The must-use plugin adds the role `kvorum` at its next start.
wp_insert_user([
    'user_login' => 'desk',
    'user_pass' => getenv('KVORUM_TEST_PASSWORD'),
    'user_email' => 'desk@example.org',
    'display_name' => 'Kommunen',
    'role' => 'kvorum',
]);

$passwords = [];
foreach (['admin', 'desk'] as $login) {
    $user = get_user_by('login', $login);
    [$password] = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'Kvorum']);
    $passwords[$login] = ['id' => $user->ID, 'user' => $login, 'password' => $password];
}
echo json_encode(['version' => get_bloginfo('version'), 'users' => $passwords]);
