<?php /** The smallest page that shows a post with its comments and the form for a new one. */ ?>
<!doctype html>
<html <?php language_attributes(); ?>>
<head><meta charset="utf-8"><?php wp_head(); ?></head>
<body <?php body_class(); ?>>
<?php
while (have_posts()) {
    the_post();
    the_title('<h1>', '</h1>');
    the_content();
    echo '<ol>';
    wp_list_comments([], get_comments(['post_id' => get_the_ID(), 'status' => 'approve', 'order' => 'ASC']));
    echo '</ol>';
    comment_form();
}
wp_footer();
?>
</body>
</html>
